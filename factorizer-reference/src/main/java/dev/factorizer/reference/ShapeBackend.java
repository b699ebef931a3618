package dev.factorizer.reference;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Device;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.lowering.NativeOperations;
import java.util.Set;

/**
 * Computes nothing: checks names and shapes of what a program is given, states its memory, and answers zeros of the right
 * types. Whole networks and training steps are checked with it in no time. Not found by name, so that nobody takes its
 * zeros for results.
 */
public final class ShapeBackend implements Backend {
    private static final String NAME = "shape";

    private final NativeOperations natives;

    /** A backend that is given primitives only. */
    public ShapeBackend() {
        this(NativeOperations.NONE);
    }

    /**
     * A backend that is given the composites another one would run.
     *
     * @param natives which composites stay whole
     */
    public ShapeBackend(NativeOperations natives) {
        this.natives = natives;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Device device() {
        return new Device("none", "computes nothing", Long.MAX_VALUE);
    }

    @Override
    public NativeOperations nativeOperations() {
        return natives;
    }

    @Override
    public Set<MatmulPrecision> matmulPrecisions() {
        return Set.of(MatmulPrecision.values());
    }

    @Override
    public Executable compile(Graph lowered, CompileOptions options) {
        return new ShapeExecutable(lowered, PlannedMemory.of(NAME, lowered, options.memoryLimitBytes()));
    }

    @Override
    public void close() { }
}
