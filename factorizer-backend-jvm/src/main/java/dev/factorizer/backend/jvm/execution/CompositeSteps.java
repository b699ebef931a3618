package dev.factorizer.backend.jvm.execution;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.AdamWStep;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.AdamWKernel;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The composites that have a kernel of their own: which, what they need, and their steps. */
final class CompositeSteps {
    private CompositeSteps() { }

    /** Whether a composite is run natively; all others are lowered to their decomposition. */
    static boolean runs(Composite operation, List<Type> inputs) {
        return operation instanceof AdamWStep;
    }

    static Runnable bind(Composite composite, Node node, Memory memory, Workers workers) {
        List<MemorySegment> inputs = node.inputs().stream().map(memory::of).toList();
        List<MemorySegment> results = node.results().stream().map(memory::of).toList();
        return switch (composite) {
            case AdamWStep step -> () -> AdamWKernel.run(step, inputs, results, workers);
            default -> throw new BackendException("backend \"jvm\": " + node + " is not one of its native operations;"
                    + " call prepare, which lowers a graph before it is compiled");
        };
    }

    static long workspaceBytes(Node node) {
        return 0;
    }

    static boolean overwrites(Node node, int input) {
        return false;
    }
}
