package dev.factorizer.backend.tornado.taskgraphs.reductions;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.ArgMax;
import dev.factorizer.api.operations.Reduce;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.blocks.StridedAxes;
import dev.factorizer.backend.tornado.kernels.elementwise.ElementKernels.Fill;
import dev.factorizer.backend.tornado.kernels.reductions.ReductionKernels;
import dev.factorizer.backend.tornado.kernels.reductions.ReductionKernels.Reduction;
import dev.factorizer.backend.tornado.taskgraphs.writing.Axes;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Elements combined along axes. Long runs are combined in parts of a fixed length, and the parts in a second task: a device
 * has enough items then, and the order of a sum depends on nothing but its length.
 */
public final class ReductionTasks {
    /** Elements of a part. */
    private static final int PART = 512;

    private static final int X = 0;

    private ReductionTasks() { }

    public static void reduce(Reduce reduce, Node node, TaskWriter tasks) {
        Shape shape = node.input(X).shape();
        Kernel kernel = switch (reduce.kind()) {
            case SUM -> Kernel.REDUCE_SUM;
            case MAXIMUM -> Kernel.REDUCE_MAXIMUM;
            case MINIMUM -> Kernel.REDUCE_MINIMUM;
        };
        int results = Math.toIntExact(node.result().shape().elements());
        int run = run(node);
        if (run == 0) {
            tasks.task(Kernel.FILL, results).set(Fill.NUMBER, tasks.number(0)).set(Fill.Y, tasks.result()).write();
            return;
        }
        Axes kept = axes(shape, reduce.axes(), false);
        Axes combined = axes(shape, reduce.axes(), true);
        int parts = parts(run);
        if (parts == 1) {
            combine(kernel, tasks.input(X), tasks.result(), results, run, run, kept, combined, tasks);
            return;
        }
        int part = length(run);
        combine(kernel, tasks.input(X), tasks.workspace(), results, part, run, kept, combined, tasks);
        combine(kernel, tasks.workspace(), tasks.result(), results, parts, parts,
                Axes.of(new int[] {results}, new long[] {1}), Axes.of(new int[] {parts}, new long[] {results}), tasks);
    }

    private static void combine(Kernel kernel, int x, int y, int results, int part, int run, Axes kept, Axes combined,
            TaskWriter tasks) {
        tasks.task(kernel, (long) results * ((run + part - 1) / part))
                .set(Reduction.X, x).set(Reduction.Y, y).set(Reduction.RESULTS, results).set(Reduction.PART, part)
                .set(Reduction.RUN, run).set(Reduction.SIZE, combined.size()).set(Reduction.STRIDE, combined.stride(X))
                .axes(StridedAxes.Axis.class, kept).end(Reduction.KEPT_END)
                .axes(StridedAxes.Axis.class, combined.rest()).end(Reduction.END)
                .write();
    }

    public static void argMax(ArgMax argMax, Node node, TaskWriter tasks) {
        Shape shape = node.input(X).shape();
        Axes kept = axes(shape, List.of(argMax.axis()), false);
        tasks.task(Kernel.ARG_MAX, node.result().shape().elements())
                .set(ReductionKernels.ArgMax.X, tasks.input(X)).set(ReductionKernels.ArgMax.Y, tasks.result())
                .set(ReductionKernels.ArgMax.SIZE, shape.size(argMax.axis()))
                .set(ReductionKernels.ArgMax.STRIDE, Math.toIntExact(shape.strides()[argMax.axis()]))
                .axes(StridedAxes.Axis.class, kept).end(ReductionKernels.ArgMax.END)
                .write();
    }

    public static long workspace(Reduce reduce, Node node) {
        int parts = parts(run(node));
        return parts == 1 ? 0 : parts * node.result().shape().elements();
    }

    /** Elements of a result. */
    private static int run(Node node) {
        long results = node.result().shape().elements();
        return results == 0 ? 0 : Math.toIntExact(node.input(X).shape().elements() / results);
    }

    /** For very long runs longer parts, so that there are about as many of them as elements in each. */
    private static int length(int run) {
        return Math.max(PART, (int) Math.sqrt(run) / 8 * 8);
    }

    private static int parts(int run) {
        return run <= 2 * PART ? 1 : (run + length(run) - 1) / length(run);
    }

    private static Axes axes(Shape shape, List<Integer> chosen, boolean reduced) {
        long[] strides = shape.strides();
        int[] axes = IntStream.range(0, shape.rank()).filter(axis -> chosen.contains(axis) == reduced).toArray();
        return Axes.of(Arrays.stream(axes).map(shape::size).toArray(),
                Arrays.stream(axes).mapToLong(axis -> strides[axis]).toArray());
    }
}
