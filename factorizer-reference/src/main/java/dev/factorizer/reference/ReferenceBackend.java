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
 * Computes every primitive in double precision by plain loops on one thread, and no composite natively. Float results are
 * float64, whatever the graph's types say; inputs and kept values may be float32 or float64. Its memory plan is that of the
 * graph's own types; the doubles take up to twice as much of the Java heap.
 */
public final class ReferenceBackend implements Backend {
    /** The provider's name. */
    public static final String NAME = "reference";

    /** A reference backend; it holds nothing that must be closed. */
    public ReferenceBackend() { }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Device device() {
        return new Device("cpu", "plain loops in double precision on one thread", Runtime.getRuntime().maxMemory(), true);
    }

    @Override
    public NativeOperations nativeOperations() {
        return NativeOperations.NONE;
    }

    @Override
    public Set<MatmulPrecision> matmulPrecisions() {
        return Set.of(MatmulPrecision.values());
    }

    @Override
    public Executable compile(Graph lowered, CompileOptions options) {
        require(options);
        ProgramChecks.lowered(NAME, lowered, nativeOperations());
        MemoryPlan plan = MemoryPlanner.plan(lowered, MemoryRules.PLAIN);
        ProgramChecks.memory(plan, options.memoryLimitBytes());
        return new ReferenceExecutable(lowered, plan, options.matmulPrecision());
    }

    @Override
    public void close() { }
}
