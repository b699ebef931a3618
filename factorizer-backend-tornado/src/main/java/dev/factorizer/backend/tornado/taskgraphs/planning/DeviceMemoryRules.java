package dev.factorizer.backend.tornado.taskgraphs.planning;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.memory.MemoryRules;
import dev.factorizer.api.operations.Select;
import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.operations.Zip;
import dev.factorizer.api.tensor.DataType;

/** Work items run in any order, so a result lies over an input only where each item reads nothing but its own element. */
public final class DeviceMemoryRules implements MemoryRules {
    /**
     * Java, TornadoVM with its compiler, and the driver's. Measured 2026-11 (x86-64, Temurin 25, TornadoVM 5.2.0, PoCL 3.1): 500 to
     * 800 MB beside everything of an inference; a training has more kernels and takes up to twice as much.
     */
    private static final long RUNTIME = 600_000_000;

    /** The rules of this backend's tasks. */
    public DeviceMemoryRules() { }

    @Override
    public long runtimeBytes() {
        return RUNTIME;
    }

    @Override
    public long workspaceBytes(Node node) {
        return Float.BYTES * (node.operation() instanceof Composite ? CompositeTasks.workspace(node)
                : PrimitiveTasks.workspace(node));
    }

    @Override
    public boolean overwrites(Node node, int input) {
        if (node.types().getFirst().dataType() != DataType.FLOAT32
                || node.input(input).type().dataType() != DataType.FLOAT32) {
            return false;
        }
        return switch (node.operation()) {
            case Unary _ -> true;
            case Zip _, Select _ -> node.input(input).shape().equals(node.result().shape());
            case Composite _ -> CompositeTasks.overwrites(node, input);
            default -> false;
        };
    }
}
