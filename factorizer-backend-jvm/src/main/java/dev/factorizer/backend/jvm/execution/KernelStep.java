package dev.factorizer.backend.jvm.execution;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.backend.jvm.threads.Workers;

/** The kernel of a node. */
record KernelStep(Node node, Runnable kernel) implements HostStep {
    static KernelStep of(Node node, Memory memory, Workers workers) {
        return new KernelStep(node, switch (node.operation()) {
            case Primitive primitive -> PrimitiveSteps.bind(primitive, node, memory, workers);
            case Composite composite -> NativeKernels.bind(node, memory, workers);
        });
    }

    @Override
    public void run() {
        try {
            kernel.run();
        } catch (RuntimeException e) {
            throw new BackendException(node.operation().name() + " failed" + (node.path().isEmpty() ? ""
                    : " (at " + node.path() + ")") + ": " + e.getMessage(), e);
        }
    }
}
