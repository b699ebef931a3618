package dev.factorizer.backend.djl.execution;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.memory.MemoryRules;
import dev.factorizer.api.operations.ArgMax;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionInputGradient;
import dev.factorizer.api.operations.ConvolutionWeightGradient;
import dev.factorizer.api.operations.Flip;
import dev.factorizer.api.operations.MatrixMultiply;
import dev.factorizer.api.operations.Random;
import dev.factorizer.api.operations.Select;
import dev.factorizer.api.operations.SingularVectors;
import dev.factorizer.api.operations.Solve;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.execution.HostKernels;
import java.util.function.Predicate;

/**
 * What a program on the CPU needs of memory. PyTorch's functions of single elements may write over an input as the kernels
 * may; the others write where nothing is read.
 *
 * @param kernels which nodes are computed by kernels
 * @param temporaryBytes the most that PyTorch takes for itself while a node runs
 */
record HostRules(Predicate<Node> kernels, long temporaryBytes) implements MemoryRules {
    private static final MemoryRules JAVA = HostKernels.rules();
    /** PyTorch's library: 115 to 124 MB more than on the backend {@code jvm} were resident (2026-11, x86-64, PyTorch 2.7.1). */
    private static final long LIBRARY = 120_000_000;

    static HostRules of(Graph graph, Predicate<Node> kernels) {
        return new HostRules(kernels, graph.nodes().stream().filter(kernels.negate())
                .mapToLong(HostRules::temporary).max().orElse(0));
    }

    /** What its statement takes beside inputs and results, as measured where several functions follow one another. */
    private static long temporary(Node node) {
        long results = node.types().stream().mapToLong(Type::bytes).sum();
        long inputs = node.inputTypes().stream().mapToLong(Type::bytes).sum();
        return switch (node.operation()) {
            // Truth values.
            case Select _ -> node.input(0).shape().elements();
            case Flip _ -> results;
            // Indices are whole numbers of eight bytes.
            case ArgMax _ -> 3 * results;
            // Each word of 32 bits in a whole number of 64, several of them at once.
            case Random _ -> 5 * results;
            // In double precision, with copies of what is given.
            case Solve _, SingularVectors _ -> 9 * node.input(0).type().bytes();
            // Operands of another type, and a result that is copied.
            case MatrixMultiply _, Convolution _, ConvolutionInputGradient _, ConvolutionWeightGradient _ -> inputs + results;
            default -> 0;
        };
    }

    @Override
    public long runtimeBytes() {
        return JAVA.runtimeBytes() + LIBRARY + temporaryBytes;
    }

    @Override
    public long workspaceBytes(Node node) {
        return kernels.test(node) ? JAVA.workspaceBytes(node) : 0;
    }

    @Override
    public boolean overwrites(Node node, int input) {
        return JAVA.overwrites(node, input);
    }
}
