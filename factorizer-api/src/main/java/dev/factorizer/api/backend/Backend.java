package dev.factorizer.api.backend;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.lowering.Lowering;
import dev.factorizer.api.lowering.NativeOperations;

/** An open backend: compiles graphs for its device. */
public interface Backend extends AutoCloseable {
    /**
     * The provider's name.
     *
     * @return the name
     */
    String name();

    /**
     * What it computes on.
     *
     * @return the device
     */
    Device device();

    /**
     * Which composites it runs with kernels of its own.
     *
     * @return the rule
     */
    NativeOperations natives();

    /**
     * Makes a lowered graph ready to run. Callers use {@link #prepare}.
     *
     * @param lowered primitives and native composites only
     * @param options how
     * @return the executable
     * @throws BackendException if it needs more memory than allowed, before allocating
     */
    Executable compile(Graph lowered, CompileOptions options);

    /**
     * Lowers a graph for this backend and makes it ready to run.
     *
     * @param graph any graph
     * @param options how
     * @return the executable
     * @throws BackendException if it needs more memory than allowed, before allocating
     */
    default Executable prepare(Graph graph, CompileOptions options) {
        return compile(Lowering.lower(graph, natives(), options.recompute()), options);
    }

    /** Ends its threads. Executables must be closed before. */
    @Override
    void close();
}
