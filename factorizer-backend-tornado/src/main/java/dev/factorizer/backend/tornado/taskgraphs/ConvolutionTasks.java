package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.ConvolutionInputGradient;
import dev.factorizer.api.operations.ConvolutionWeightGradient;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Convolutions and their gradients. */
final class ConvolutionTasks {
    private static final int BLOCK = 64;
    private static final int ENOUGH_ITEMS = 256;
    /** Longer sums of float32 lose accuracy, shorter ones cost memory. */
    private static final int LONG_PART = 4096;
    private static final int SHORT_PART = 512;
    private static final long MOST_PARTIAL_RESULTS = 1 << 24;
    private static final int[] ONES = {1, 1, 1};

    private ConvolutionTasks() { }

    static void forward(Convolution convolution, Node node, TaskWriter tasks) {
        ConvolutionGeometry window = convolution.window();
        Shape x = node.input(0).shape();
        Shape weight = node.input(1).shape();
        Shape y = node.result().shape();
        int outputs = weight.size(0) / window.groups();
        long items = (long) x.size(0) * window.groups() * blocks(outputs) * blocks(y.spatial().elements());
        tasks.add(Kernel.CONVOLUTION, items, join(new int[] {window.groups(), outputs, weight.size(1)}, three(x), three(y),
                steps(window), three(weight), low(window),
                new int[] {tasks.input(0), tasks.input(1), node.inputs().size() == 3 ? tasks.input(2) : -1, tasks.result()}));
    }

    static void inputGradient(ConvolutionInputGradient gradient, Node node, TaskWriter tasks) {
        ConvolutionGeometry window = gradient.window();
        Shape weight = node.input(0).shape();
        Shape g = node.input(1).shape();
        Shape dx = node.result().shape();
        int[] strides = steps(window);
        int[] sizes = three(dx);
        // Phases that begin later may have a voxel less, which an item leaves out.
        int[] grid = IntStream.range(0, 3).map(i -> (sizes[i] + strides[i] - 1) / strides[i]).toArray();
        boolean apart = Arrays.equals(strides, three(weight)) && Arrays.equals(grid, three(g)) && window.low().stream()
                .allMatch(low -> low == 0) && IntStream.range(0, 3).allMatch(i -> sizes[i] == grid[i] * strides[i]);
        int phases = product(strides);
        long blocks = apart ? blocks((long) weight.size(1) * phases) : phases * blocks(weight.size(1));
        long items = (long) g.size(0) * window.groups() * blocks * blocks(product(grid));
        tasks.add(apart ? Kernel.CONVOLUTION_INPUT_GRADIENT_OF_BLOCKS : Kernel.CONVOLUTION_INPUT_GRADIENT, items, join(
                new int[] {window.groups(), weight.size(1), weight.size(0) / window.groups()}, three(g), grid, ONES,
                three(weight), low(window), new int[] {tasks.input(1), tasks.input(0)}, strides, sizes,
                new int[] {tasks.result()}));
    }

    private static int product(int[] sizes) {
        return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    }

    static void weightGradient(ConvolutionWeightGradient gradient, Node node, TaskWriter tasks) {
        ConvolutionGeometry window = gradient.window();
        Shape x = node.input(0).shape();
        Shape g = node.input(1).shape();
        Shape weight = node.result().shape();
        int elements = Math.toIntExact(weight.elements());
        long positions = g.spatial().elements();
        int length = partLength(gradient, node);
        long parts = (positions + length - 1) / length;
        int all = Math.toIntExact(parts * x.size(0));
        int partial = all == 1 ? tasks.result() : all == 0 ? 0 : tasks.workspace();
        tasks.add(Kernel.CONVOLUTION_WEIGHT_GRADIENT, all * itemsOfPart(window, weight), join(
                new int[] {window.groups(), weight.size(0) / window.groups(), weight.size(1)}, three(x), three(g),
                steps(window), three(weight), low(window),
                new int[] {tasks.input(0), tasks.input(1), length, Math.toIntExact(parts), partial}));
        if (all != 1) {
            tasks.add(Kernel.SUM_PARTS, elements, all, elements, partial, tasks.result());
        }
    }

    private static long itemsOfPart(ConvolutionGeometry window, Shape weight) {
        return window.groups() * blocks(weight.size(0) / window.groups())
                * blocks(weight.size(1) * weight.spatial().elements());
    }

    private static int partLength(ConvolutionWeightGradient gradient, Node node) {
        Shape g = node.input(1).shape();
        long images = Math.max(1, g.size(0));
        long positions = Math.max(1, g.spatial().elements());
        long weights = Math.max(1, node.result().shape().elements());
        long items = Math.max(1, itemsOfPart(gradient.window(), node.result().shape()) * images);
        long wanted = Math.max(Math.min(ENOUGH_ITEMS / items, positions / SHORT_PART), positions / LONG_PART);
        long parts = Math.clamp(wanted, 1, Math.max(1, MOST_PARTIAL_RESULTS / (weights * images)));
        return Math.toIntExact((positions + parts - 1) / parts);
    }

    private static long blocks(long size) {
        return (size + BLOCK - 1) / BLOCK;
    }

    /** Spatial sizes on three axes. */
    private static int[] three(Shape shape) {
        return three(IntStream.range(2, shape.rank()).map(shape::size).boxed().toList(), 1);
    }

    private static int[] steps(ConvolutionGeometry window) {
        return three(window.strides(), 1);
    }

    private static int[] low(ConvolutionGeometry window) {
        return three(window.low(), 0);
    }

    private static int[] three(List<Integer> numbers, int before) {
        int missing = 3 - numbers.size();
        return IntStream.range(0, 3).map(i -> i < missing ? before : numbers.get(i - missing)).toArray();
    }

    private static int[] join(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }

    static long workspace(Convolution convolution, Node node) {
        return 0;
    }

    static long workspace(ConvolutionInputGradient gradient, Node node) {
        return 0;
    }

    static long workspace(ConvolutionWeightGradient gradient, Node node) {
        long positions = node.input(1).shape().spatial().elements();
        int length = partLength(gradient, node);
        long all = (positions + length - 1) / length * node.input(0).shape().size(0);
        return all <= 1 ? 0 : all * node.result().shape().elements();
    }
}
