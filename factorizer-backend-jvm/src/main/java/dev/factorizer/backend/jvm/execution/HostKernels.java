package dev.factorizer.backend.jvm.execution;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.memory.MemoryRules;
import dev.factorizer.backend.jvm.threads.Workers;

/** This backend's kernels, one node at a time, for a program whose other nodes are computed elsewhere on the same memory. */
public final class HostKernels {
    private HostKernels() { }

    /** {@return which composites have a kernel of their own} */
    public static NativeOperations nativeOperations() {
        return (operation, inputs) -> NativeKernels.find(operation, inputs).isPresent();
    }

    /** {@return the kernels' memory rules, and what Java takes besides} */
    public static MemoryRules rules() {
        return new JvmMemoryRules();
    }

    /**
     * The kernel of a node.
     *
     * @param node a primitive that computes something, or a composite that {@link #nativeOperations} runs
     * @param memory places for its inputs and results, planned by {@link #rules}
     * @param workers who computes
     * @return the step
     */
    public static HostStep bind(Node node, Memory memory, Workers workers) {
        return KernelStep.of(node, memory, workers);
    }
}
