package dev.factorizer.reference;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Device;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.backend.ProgramChecks;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.memory.MemoryPlanner;
import dev.factorizer.api.memory.MemoryRules;
import java.util.Set;

/**
 * Computes nothing: checks names and shapes of what a program is given, states its memory, and answers zeros of the right
 * types. Whole networks and training steps are checked with it in no time. Not found by name, so that no user takes its
 * zeros for results.
 */
public final class ShapeBackend implements Backend {
    private static final String NAME = "shape";

    private final NativeOperations nativeOperations;

    /** A backend that is given primitives only. */
    public ShapeBackend() {
        this(NativeOperations.NONE);
    }

    /**
     * A backend that is given the composites another one would run.
     *
     * @param nativeOperations which composites stay whole
     */
    public ShapeBackend(NativeOperations nativeOperations) {
        this.nativeOperations = nativeOperations;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Device device() {
        return new Device("none", "computes nothing", Long.MAX_VALUE, true);
    }

    @Override
    public NativeOperations nativeOperations() {
        return nativeOperations;
    }

    @Override
    public Set<MatmulPrecision> matmulPrecisions() {
        return Set.of(MatmulPrecision.values());
    }

    @Override
    public Executable compile(Graph lowered, CompileOptions options) {
        require(options);
        ProgramChecks.lowered(NAME, lowered, options.matmulPrecision().among(nativeOperations));
        MemoryPlan plan = MemoryPlanner.plan(lowered, MemoryRules.PLAIN);
        ProgramChecks.memory(plan, options.memoryLimitBytes());
        return new ShapeExecutable(lowered, plan);
    }

    @Override
    public void close() { }
}
