package dev.factorizer.backend.jvm.execution;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.ConvolutionInputGradient;
import dev.factorizer.api.operations.ConvolutionWeightGradient;
import dev.factorizer.api.operations.MatrixMultiply;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.jvm.kernels.convolutions.ConvolutionKernel;
import dev.factorizer.backend.jvm.kernels.convolutions.ConvolutionSizes;
import dev.factorizer.backend.jvm.kernels.convolutions.InputGradientKernel;
import dev.factorizer.backend.jvm.kernels.convolutions.WeightGradientKernel;
import dev.factorizer.backend.jvm.kernels.movement.StridedReader;
import dev.factorizer.backend.jvm.kernels.products.MatrixMultiplyKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Matrix products and convolutions bound to memory. */
final class ProductSteps {
    private ProductSteps() { }

    static Runnable matrixMultiply(MatrixMultiply operation, Node node, Memory memory, Workers workers) {
        Shape a = node.input(0).shape();
        Shape b = node.input(1).shape();
        Shape c = node.result().shape();
        Shape batch = c.range(0, c.rank() - 2);
        int inner = a.size(operation.transposeFirst() ? -2 : -1);
        MatrixMultiplyKernel kernel = new MatrixMultiplyKernel(c.size(-2), inner, c.size(-1),
                operation.transposeFirst(), operation.transposeSecond(),
                batchIndex(a.range(0, a.rank() - 2), batch), batchIndex(b.range(0, b.rank() - 2), batch));
        MemorySegment first = memory.of(node.input(0));
        MemorySegment second = memory.of(node.input(1));
        MemorySegment result = memory.of(node.result());
        return () -> kernel.run(first, second, result, workers);
    }

    /** For each matrix of the result, which matrix of an operand it is computed from. */
    private static int[] batchIndex(Shape from, Shape to) {
        int[] index = new int[Math.toIntExact(to.elements())];
        long[] strides = StridedReader.broadcastStrides(from.sizes(), to.sizes());
        for (int i = 0; i < index.length; i++) {
            int rest = i;
            for (int axis = to.rank() - 1; axis >= 0; axis--) {
                index[i] += (int) (rest % to.size(axis) * strides[axis]);
                rest /= to.size(axis);
            }
        }
        return index;
    }

    private static ConvolutionSizes sizes(ConvolutionGeometry geometry, int batch, int inputs, int outputs, Shape size,
            Shape result, Shape kernel) {
        return new ConvolutionSizes(batch, inputs, outputs, geometry.groups(), three(size.sizes(), 1),
                three(result.sizes(), 1), three(kernel.sizes(), 1),
                three(geometry.strides().stream().mapToInt(Integer::intValue).toArray(), 1),
                three(geometry.low().stream().mapToInt(Integer::intValue).toArray(), 0));
    }

    /** Missing axes come first, so that the last axis stays the one that is contiguous. */
    private static int[] three(int[] sizes, int missing) {
        int[] all = new int[3];
        Arrays.fill(all, missing);
        System.arraycopy(sizes, 0, all, 3 - sizes.length, sizes.length);
        return all;
    }

    static Runnable convolution(Convolution operation, Node node, Memory memory, Workers workers) {
        Shape x = node.input(0).shape();
        Shape weight = node.input(1).shape();
        Shape y = node.result().shape();
        ConvolutionKernel kernel = new ConvolutionKernel(sizes(operation.window(), x.size(0), x.size(1), y.size(1), x.spatial(),
                y.spatial(), weight.spatial()));
        MemorySegment bias = node.inputs().size() == 3 ? memory.of(node.input(2)) : null;
        MemorySegment input = memory.of(node.input(0));
        MemorySegment weights = memory.of(node.input(1));
        MemorySegment result = memory.of(node.result());
        return () -> kernel.run(input, weights, bias, result, workers);
    }

    static Runnable inputGradient(ConvolutionInputGradient operation, Node node, Memory memory, Workers workers) {
        Shape weight = node.input(0).shape();
        Shape g = node.input(1).shape();
        Shape dx = node.result().shape();
        InputGradientKernel kernel = new InputGradientKernel(sizes(operation.window(), dx.size(0), dx.size(1), g.size(1),
                dx.spatial(), g.spatial(), weight.spatial()));
        MemorySegment weights = memory.of(node.input(0));
        MemorySegment gradient = memory.of(node.input(1));
        MemorySegment result = memory.of(node.result());
        return () -> kernel.run(weights, gradient, result, workers);
    }

    static Runnable weightGradient(ConvolutionWeightGradient operation, Node node, Memory memory, Workers workers) {
        Shape x = node.input(0).shape();
        Shape g = node.input(1).shape();
        WeightGradientKernel kernel = new WeightGradientKernel(sizes(operation.window(), x.size(0), x.size(1), g.size(1),
                x.spatial(), g.spatial(), operation.kernel()));
        MemorySegment input = memory.of(node.input(0));
        MemorySegment gradient = memory.of(node.input(1));
        MemorySegment result = memory.of(node.result());
        return () -> kernel.run(input, gradient, result, workers);
    }
}
