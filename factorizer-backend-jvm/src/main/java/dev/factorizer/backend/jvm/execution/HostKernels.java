package dev.factorizer.backend.jvm.execution;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** This backend's kernels, one node at a time, on memory of somebody else that is row-major and aligned to 64 bytes. */
public final class HostKernels {
    private HostKernels() { }

    /**
     * The working memory of a node.
     *
     * @param node a primitive or a composite that {@link JvmExecutable#natives} runs
     * @return bytes; 0 for none
     */
    public static long workspaceBytes(Node node) {
        return CompositeSteps.workspaceBytes(node);
    }

    /**
     * Computes a node.
     *
     * @param node a primitive that computes something, or a composite that {@link JvmExecutable#natives} runs
     * @param places the memory of its inputs and results, none over another
     * @param workspace as many bytes as {@link #workspaceBytes} says; null for none
     * @param workers who computes
     */
    public static void run(Node node, Map<Value, MemorySegment> places, MemorySegment workspace, Workers workers) {
        Memory memory = new Memory(places, workspace == null ? Map.of() : Map.of(node, workspace));
        switch (node.operation()) {
            case Primitive primitive -> PrimitiveSteps.bind(primitive, node, memory, workers).run();
            case Composite composite -> CompositeSteps.bind(composite, node, memory, workers).run();
        }
    }
}
