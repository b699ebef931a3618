package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.ArgMax;
import dev.factorizer.api.operations.Reduce;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Elements combined along axes. Long runs are combined in parts of a fixed length, and the parts in a second task: a device
 * has enough items then, and the order of a sum depends on nothing but its length.
 */
final class ReductionTasks {
    /** Elements of a part. */
    private static final int PART = 512;

    private ReductionTasks() { }

    static void reduce(Reduce reduce, Node node, TaskWriter tasks) {
        Shape shape = node.input(0).shape();
        Kernel kernel = switch (reduce.kind()) {
            case SUM -> Kernel.SUM;
            case MAXIMUM -> Kernel.GREATEST;
            case MINIMUM -> Kernel.SMALLEST;
        };
        int results = Math.toIntExact(node.result().shape().elements());
        int run = run(node);
        if (run == 0) {
            tasks.add(Kernel.FILL, results, tasks.number(0), tasks.result());
            return;
        }
        Axes kept = axes(shape, reduce.axes(), false);
        Axes combined = axes(shape, reduce.axes(), true);
        int parts = parts(run);
        if (parts == 1) {
            combine(kernel, tasks.input(0), tasks.result(), results, run, run, kept, combined, tasks);
            return;
        }
        int part = length(run);
        combine(kernel, tasks.input(0), tasks.workspace(), results, part, run, kept, combined, tasks);
        combine(kernel, tasks.workspace(), tasks.result(), results, parts, parts,
                Axes.of(new int[] {results}, new long[] {1}), Axes.of(new int[] {parts}, new long[] {results}), tasks);
    }

    private static void combine(Kernel kernel, int x, int y, int results, int part, int run, Axes kept, Axes combined,
            TaskWriter tasks) {
        Axes slower = combined.rest();
        int first = 10;
        int[] settings = kept.join(x, y, results, part, run, combined.size(), combined.stride(0), first + kept.length(),
                first + kept.length() + slower.length());
        tasks.add(kernel, (long) results * ((run + part - 1) / part), slower.join(settings));
    }

    static void argMax(ArgMax argMax, Node node, TaskWriter tasks) {
        Shape shape = node.input(0).shape();
        Axes kept = axes(shape, List.of(argMax.axis()), false);
        int[] settings = kept.after(tasks.input(0), tasks.result(), shape.size(argMax.axis()),
                Math.toIntExact(shape.strides()[argMax.axis()]), 0);
        tasks.add(Kernel.INDEX_OF_GREATEST, node.result().shape().elements(), settings);
    }

    static long workspace(Reduce reduce, Node node) {
        int parts = parts(run(node));
        return parts == 1 ? 0 : parts * node.result().shape().elements();
    }

    /** Elements of a result. */
    private static int run(Node node) {
        long results = node.result().shape().elements();
        return results == 0 ? 0 : Math.toIntExact(node.input(0).shape().elements() / results);
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
