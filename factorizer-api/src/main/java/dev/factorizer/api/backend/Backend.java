package dev.factorizer.api.backend;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.lowering.Lowering;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.memory.MemoryPlan;
import java.util.Set;

/** An open backend: compiles graphs for its device. */
public interface Backend extends AutoCloseable {
    /** {@return the provider's name} */
    String name();

    /** {@return what it computes on} */
    Device device();

    /** {@return how many threads of this process compute, that of the caller among them} */
    default int threads() {
        return 1;
    }

    /** {@return which composites it runs with kernels of its own} */
    NativeOperations nativeOperations();

    /** {@return the precisions that it can store operands and results of products in, float32 among them} */
    default Set<MatmulPrecision> matmulPrecisions() {
        return Set.of(MatmulPrecision.FLOAT32);
    }

    /**
     * Fails if options request something that this backend does not support. Each {@link #compile} begins with this, so that
     * nothing is ever computed in another way than requested.
     *
     * @param options how a graph is made ready
     * @throws BackendException if it does not support the precision of products, with what to do
     */
    default void require(CompileOptions options) {
        if (!matmulPrecisions().contains(options.matmulPrecision())) {
            throw new BackendException("backend \"" + name() + "\" can't store matrix products and convolutions in "
                    + options.matmulPrecision() + ", expected one of " + matmulPrecisions().stream().sorted().toList()
                    + "; ask for one of these, or choose a backend that has it: \"factorizer devices --verbose\" shows which");
        }
    }

    /**
     * Makes a lowered graph ready to run. Callers use {@link #prepare}.
     *
     * @param lowered primitives and native composites only
     * @param options how
     * @return the executable
     * @throws BackendException if it needs more memory than allowed, before allocating, or as {@link #require}
     */
    Executable compile(Graph lowered, CompileOptions options);

    /**
     * The graph that this backend runs in place of another: fused, then lowered.
     *
     * @param graph any graph
     * @param options how
     * @return primitives and native composites only
     */
    default Graph lower(Graph graph, CompileOptions options) {
        return Lowering.lower(options.fusion().fuse(graph), options.matmulPrecision().among(nativeOperations()), options.recompute());
    }

    /**
     * Lowers a graph for this backend and makes it ready to run.
     *
     * @param graph any graph; where it has gradients, it was fused before they were taken
     * @param options how
     * @return the executable
     * @throws BackendException if it needs more memory than allowed, before allocating, or as {@link #require}
     */
    default Executable prepare(Graph graph, CompileOptions options) {
        require(options);
        return compile(lower(graph, options), options);
    }

    /**
     * The memory that a graph will need here. A backend that knows it without making the graph ready overrides this.
     *
     * @param graph any graph; where it has gradients, it was fused before they were taken
     * @param options how; the limit is not looked at by backends that allocate nothing for this
     * @return the plan
     * @throws BackendException as {@link #require}, or, of backends that have to make it ready, as {@link #compile}
     */
    default MemoryPlan plan(Graph graph, CompileOptions options) {
        try (Executable executable = prepare(graph, options)) {
            return executable.memory();
        }
    }

    /** Ends its threads. Its executables must be closed first. */
    @Override
    void close();
}
