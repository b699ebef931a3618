package dev.factorizer.bench.jmh;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.lowering.Lowering;
import dev.factorizer.api.lowering.NativeOperations;

/** How a graph is run: with the backend's own kernels for composites, or with primitives alone. */
public enum Variant {
    /** As users run it. */
    NATIVE {
        @Override
        Graph lower(Graph graph, Backend backend) {
            return backend.lower(graph, CompileOptions.DEFAULT);
        }
    },
    /** Every composite replaced by its decomposition: what the backend's kernels are checked against. */
    DECOMPOSED {
        @Override
        Graph lower(Graph graph, Backend backend) {
            return Lowering.lower(graph, NativeOperations.NONE);
        }
    };

    abstract Graph lower(Graph graph, Backend backend);

    /**
     * Makes a graph ready to run.
     *
     * @param graph the graph
     * @param backend where it runs
     * @return the executable; close it
     */
    public Executable prepare(Graph graph, Backend backend) {
        return backend.compile(lower(graph, backend), CompileOptions.DEFAULT);
    }
}
