package dev.factorizer.backend.jvm.execution;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.memory.MemoryRules;
import dev.factorizer.api.operations.Select;
import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.operations.Zip;

/** Element-wise kernels read a tile before they write it, so they may overwrite an input of the result's shape. */
final class JvmMemoryRules implements MemoryRules {
    @Override
    public long workspaceBytes(Node node) {
        return CompositeSteps.workspaceBytes(node);
    }

    @Override
    public boolean overwrites(Node node, int input) {
        return switch (node.operation()) {
            case Unary unary -> true;
            case Zip zip -> node.input(input).shape().equals(node.result().shape());
            case Select select -> node.input(input).shape().equals(node.result().shape());
            default -> CompositeSteps.overwrites(node, input);
        };
    }
}
