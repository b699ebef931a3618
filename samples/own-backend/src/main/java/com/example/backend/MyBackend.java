package com.example.backend;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Device;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.reference.ReferenceBackend;

/** Lets the reference backend compute. A real one makes an {@code Executable} of its own, by extending {@code CheckedExecutable}. */
final class MyBackend implements Backend {
    private final ReferenceBackend reference = new ReferenceBackend();

    @Override
    public String name() {
        return "mine";
    }

    @Override
    public Device device() {
        return MyProvider.DEVICE;
    }

    /** None yet: every graph arrives as primitives. */
    @Override
    public NativeOperations nativeOperations() {
        return NativeOperations.NONE;
    }

    @Override
    public Executable compile(Graph lowered, CompileOptions options) {
        require(options);
        return reference.compile(lowered, options);
    }

    @Override
    public void close() {
        reference.close();
    }
}
