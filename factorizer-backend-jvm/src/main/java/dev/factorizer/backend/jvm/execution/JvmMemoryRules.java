package dev.factorizer.backend.jvm.execution;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.memory.MemoryRules;
import dev.factorizer.api.operations.Select;
import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.operations.Zip;

/** Element-wise kernels read a tile before they write it, so they may overwrite an input of the result's shape. */
final class JvmMemoryRules implements MemoryRules {
    /**
     * Java itself, compiled code and the compiler's memory, Java's heap with the working arrays of some threads. Measured
     * 2026-11 (x86-64, Temurin 25, 2 threads, serial collector, -Xms64m -Xmn32m as the launcher has it): 132 to 210 MB beside
     * program, inputs and results. Other collectors and a larger young generation take more.
     */
    private static final long RUNTIME = 150_000_000;

    @Override
    public long runtimeBytes() {
        return RUNTIME;
    }

    @Override
    public long workspaceBytes(Node node) {
        return NativeKernels.find(node).map(NativeKernels.Match::workspaceBytes).orElse(0L);
    }

    @Override
    public boolean overwrites(Node node, int input) {
        return switch (node.operation()) {
            case Unary unary -> true;
            case Zip zip -> node.input(input).shape().equals(node.result().shape());
            case Select select -> node.input(input).shape().equals(node.result().shape());
            default -> NativeKernels.find(node).map(match -> match.overwrites(input)).orElse(false);
        };
    }
}
