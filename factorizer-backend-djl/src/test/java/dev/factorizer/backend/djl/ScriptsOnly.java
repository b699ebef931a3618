package dev.factorizer.backend.djl;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.backend.djl.execution.NodeKernels;

/** The backend on the CPU as it is on a GPU: every operation is TorchScript. */
record ScriptsOnly() implements BackendProvider {
    private static final DjlBackendProvider REAL = new DjlBackendProvider();

    @Override
    public String name() {
        return REAL.name();
    }

    @Override
    public Availability availability() {
        return REAL.availability();
    }

    @Override
    public int preference() {
        return REAL.preference();
    }

    @Override
    public Backend open(BackendOptions options) {
        return REAL.open(options, NodeKernels.NONE);
    }
}
