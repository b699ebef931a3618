package dev.factorizer.backend.jvm.execution;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.ArgMax;
import dev.factorizer.api.operations.Broadcast;
import dev.factorizer.api.operations.Cast;
import dev.factorizer.api.operations.Concatenate;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionInputGradient;
import dev.factorizer.api.operations.ConvolutionWeightGradient;
import dev.factorizer.api.operations.Fill;
import dev.factorizer.api.operations.Flip;
import dev.factorizer.api.operations.Gather;
import dev.factorizer.api.operations.MatrixMultiply;
import dev.factorizer.api.operations.Pad;
import dev.factorizer.api.operations.Permute;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Random;
import dev.factorizer.api.operations.Reduce;
import dev.factorizer.api.operations.Reshape;
import dev.factorizer.api.operations.ScatterAdd;
import dev.factorizer.api.operations.Select;
import dev.factorizer.api.operations.SingularVectors;
import dev.factorizer.api.operations.Slice;
import dev.factorizer.api.operations.Solve;
import dev.factorizer.api.operations.StopGradient;
import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.operations.Zip;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.jvm.kernels.elementwise.RandomKernel;
import dev.factorizer.backend.jvm.kernels.elementwise.UnaryKernel;
import dev.factorizer.backend.jvm.kernels.elementwise.ZipKernel;
import dev.factorizer.backend.jvm.kernels.linearalgebra.SmallMatrixKernel;
import dev.factorizer.backend.jvm.kernels.movement.CopyKernel;
import dev.factorizer.backend.jvm.kernels.movement.StridedReader;
import dev.factorizer.backend.jvm.kernels.reductions.ReductionKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** For each primitive, its kernel bound to the node's places in memory. */
final class PrimitiveSteps {
    private PrimitiveSteps() { }

    static Runnable bind(Primitive primitive, Node node, Memory memory, Workers workers) {
        MemorySegment y = memory.of(node.results().getFirst());
        List<MemorySegment> x = node.inputs().stream().map(memory::of).toList();
        return switch (primitive) {
            case Placeholder p -> throw new IllegalStateException("a placeholder is not a step");
            case Constant c -> throw new IllegalStateException("a constant is not a step");
            case Reshape r -> throw new IllegalStateException("a reshape is not a step");
            case StopGradient s -> () -> y.copyFrom(x.getFirst());
            case Fill fill -> bindFill(fill, y, workers);
            case Unary unary -> () -> UnaryKernel.run(unary.kind(), x.getFirst(), y, workers);
            case Zip zip -> bindZip(zip, node, memory, workers);
            case Select select -> {
                StridedReader condition = broadcast(node.input(0), node, memory);
                StridedReader a = broadcast(node.input(1), node, memory);
                StridedReader b = broadcast(node.input(2), node, memory);
                yield () -> ZipKernel.select(condition, a, b, y, workers);
            }
            case Reduce reduce -> {
                StridedReader reader = keptFirst(node.input(0), reduce.axes(), memory);
                long results = node.result().shape().elements();
                long run = results == 0 ? 0 : node.input(0).shape().elements() / results;
                yield () -> ReductionKernel.run(reduce.kind(), reader, run, y, workers);
            }
            case ArgMax argMax -> {
                StridedReader reader = keptFirst(node.input(0), List.of(argMax.axis()), memory);
                int run = node.input(0).shape().size(argMax.axis());
                yield () -> ReductionKernel.argMax(reader, run, y, workers);
            }
            case MatrixMultiply multiply -> ProductSteps.matrixMultiply(multiply, node, memory, workers);
            case Convolution convolution -> ProductSteps.convolution(convolution, node, memory, workers);
            case ConvolutionInputGradient gradient -> ProductSteps.inputGradient(gradient, node, memory, workers);
            case ConvolutionWeightGradient gradient -> ProductSteps.weightGradient(gradient, node, memory, workers);
            case Permute permute -> {
                long[] strides = node.input(0).shape().strides();
                long[] turned = permute.order().stream().mapToLong(axis -> strides[axis]).toArray();
                yield copy(x.getFirst(), 0, node, turned, y, workers);
            }
            case Slice slice when inPlace(x.getFirst(), y) -> () -> { };
            case Slice slice -> {
                long[] strides = node.input(0).shape().strides();
                long base = 0;
                for (int i = 0; i < strides.length; i++) {
                    base += slice.starts().get(i) * strides[i];
                    strides[i] *= slice.steps().get(i);
                }
                yield copy(x.getFirst(), base, node, strides, y, workers);
            }
            case Flip flip -> {
                long[] strides = node.input(0).shape().strides();
                long base = 0;
                for (int axis : flip.axes()) {
                    base += Math.max(0, node.input(0).shape().size(axis) - 1) * strides[axis];
                    strides[axis] = -strides[axis];
                }
                yield copy(x.getFirst(), base, node, strides, y, workers);
            }
            case Broadcast b -> {
                StridedReader reader = broadcast(node.input(0), node, memory);
                yield () -> CopyKernel.copy(reader, y, workers);
            }
            case Pad pad -> {
                int[] starts = pad.low().stream().mapToInt(Integer::intValue).toArray();
                int[] inner = node.input(0).shape().sizes();
                int[] outer = node.result().shape().sizes();
                yield () -> {
                    CopyKernel.fill(pad.number(), y, workers);
                    CopyKernel.insert(x.getFirst(), inner, y, outer, starts, workers);
                };
            }
            case Concatenate concatenate -> bindConcatenate(concatenate, node, x, y, workers);
            case Gather gather -> {
                Shape shape = node.input(0).shape();
                int[] parts = around(shape, gather.axis());
                yield () -> CopyKernel.gather(x.get(0), parts[0], shape.size(gather.axis()), parts[1], x.get(1), y,
                        workers);
            }
            case ScatterAdd scatter -> {
                int[] parts = around(node.input(0).shape(), scatter.axis());
                yield () -> CopyKernel.scatterAdd(x.get(0), parts[0], scatter.size(), parts[1], x.get(1), y, workers);
            }
            case Cast cast -> bindCast(cast, node, x.getFirst(), y);
            case Random random -> () -> RandomKernel.run(random.distribution(), x.getFirst(), y, workers);
            case SingularVectors vectors -> {
                Shape shape = node.input(0).shape();
                int batch = Math.toIntExact(shape.range(0, shape.rank() - 2).elements());
                MemorySegment s = memory.of(node.results().get(1));
                MemorySegment v = memory.of(node.results().get(2));
                yield () -> SmallMatrixKernel.singularVectors(x.getFirst(), y, s, v, batch, shape.size(-2),
                        shape.size(-1), vectors.rank(), workers);
            }
            case Solve solve -> {
                Shape shape = node.input(1).shape();
                int batch = Math.toIntExact(shape.range(0, shape.rank() - 2).elements());
                yield () -> SmallMatrixKernel.solve(x.get(0), x.get(1), y, batch, shape.size(-2), shape.size(-1),
                        workers);
            }
        };
    }

    private static Runnable bindFill(Fill fill, MemorySegment y, Workers workers) {
        // Integers are filled by their bits: the kernel copies them unchanged.
        float number = fill.type().dataType() == DataType.INT32 ? Float.intBitsToFloat((int) fill.number())
                : (float) fill.number();
        return () -> CopyKernel.fill(number, y, workers);
    }

    private static Runnable bindZip(Zip zip, Node node, Memory memory, Workers workers) {
        StridedReader a = broadcast(node.input(0), node, memory);
        StridedReader b = broadcast(node.input(1), node, memory);
        MemorySegment y = memory.of(node.result());
        return node.result().type().dataType() == DataType.INT32 ? () -> ZipKernel.addIntegers(a, b, y, workers)
                : () -> ZipKernel.run(zip.kind(), a, b, y, workers);
    }

    private static StridedReader broadcast(Value input, Node node, Memory memory) {
        int[] sizes = node.result().shape().sizes();
        return StridedReader.of(memory.of(input), 0, sizes,
                StridedReader.broadcastStrides(input.shape().sizes(), sizes));
    }

    /** Reads a value with the given axes last, so that what is reduced together lies together. */
    private static StridedReader keptFirst(Value input, List<Integer> axes, Memory memory) {
        Shape shape = input.shape();
        long[] strides = shape.strides();
        int[] sizes = new int[shape.rank()];
        long[] ordered = new long[shape.rank()];
        int at = 0;
        for (boolean reduced : new boolean[] {false, true}) {
            for (int axis = 0; axis < shape.rank(); axis++) {
                if (axes.contains(axis) == reduced) {
                    sizes[at] = shape.size(axis);
                    ordered[at++] = strides[axis];
                }
            }
        }
        return StridedReader.of(memory.of(input), 0, sizes, ordered);
    }

    private static Runnable copy(MemorySegment x, long base, Node node, long[] strides, MemorySegment y,
            Workers workers) {
        StridedReader reader = StridedReader.of(x, base, node.result().shape().sizes(), strides);
        return () -> CopyKernel.copy(reader, y, workers);
    }

    private static Runnable bindConcatenate(Concatenate concatenate, Node node, List<MemorySegment> x, MemorySegment y,
            Workers workers) {
        int[] outer = node.result().shape().sizes();
        return () -> {
            int[] starts = new int[outer.length];
            long offset = 0;
            for (int i = 0; i < x.size(); i++) {
                int[] sizes = node.input(i).shape().sizes();
                // A value that is joined twice has its place once.
                if (!inPlace(y, x.get(i)) || x.get(i).address() - y.address() != offset) {
                    CopyKernel.insert(x.get(i), sizes, y, outer, starts.clone(), workers);
                }
                starts[concatenate.axis()] += sizes[concatenate.axis()];
                offset += x.get(i).byteSize();
            }
        };
    }

    /** Whether a part was put in its place within the whole: the plan never lets values of one node overlap otherwise. */
    private static boolean inPlace(MemorySegment whole, MemorySegment part) {
        return whole.asOverlappingSlice(part).isPresent();
    }

    /** The number of elements before and after an axis. */
    private static int[] around(Shape shape, int axis) {
        return new int[] {Math.toIntExact(shape.range(0, axis).elements()),
            Math.toIntExact(shape.range(axis + 1, shape.rank()).elements())};
    }

    private static Runnable bindCast(Cast cast, Node node, MemorySegment x, MemorySegment y) {
        DataType from = node.input(0).type().dataType();
        long elements = node.result().shape().elements();
        if (from == cast.dataType()) {
            return () -> y.copyFrom(x);
        }
        if (from == DataType.FLOAT32 && cast.dataType() == DataType.INT32) {
            return () -> {
                for (long i = 0; i < elements; i++) {
                    y.setAtIndex(ValueLayout.JAVA_INT, i, (int) x.getAtIndex(ValueLayout.JAVA_FLOAT, i));
                }
            };
        }
        if (from == DataType.INT32 && cast.dataType() == DataType.FLOAT32) {
            return () -> {
                for (long i = 0; i < elements; i++) {
                    y.setAtIndex(ValueLayout.JAVA_FLOAT, i, x.getAtIndex(ValueLayout.JAVA_INT, i));
                }
            };
        }
        throw new BackendException("jvm: cast from " + from + " to " + cast.dataType()
                + " is not offered; this backend computes in float32 and int32");
    }
}
