package dev.factorizer.backend.tornado.taskgraphs.convolutions;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.ConvolutionInputGradient;
import dev.factorizer.api.operations.ConvolutionWeightGradient;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionSettings.Forward;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionSettings.Grid;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionSettings.InputGradient;
import dev.factorizer.backend.tornado.kernels.convolutions.ConvolutionSettings.WeightGradient;
import dev.factorizer.backend.tornado.taskgraphs.products.Product;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskSettings;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Convolutions and their gradients. */
public final class ConvolutionTasks {
    private static final int BLOCK = 64;
    private static final int ENOUGH_ITEMS = 256;
    /** Longer sums of float32 lose accuracy, shorter ones cost memory. */
    private static final int LONG_PART = 4096;
    private static final int SHORT_PART = 512;
    private static final long MOST_PARTIAL_RESULTS = 1 << 24;
    private static final int[] ONES = {1, 1, 1};
    private static final int NO_BIAS = -1;
    // The inputs of a convolution; the gradient of its weight has x, too.
    private static final int X = 0;
    private static final int WEIGHT = 1;
    private static final int BIAS = 2;
    private static final int WEIGHT_GRADIENT_G = 1;
    private static final int INPUT_GRADIENT_WEIGHT = 0;
    private static final int INPUT_GRADIENT_G = 1;

    private ConvolutionTasks() { }

    public static void forward(Convolution convolution, Node node, TaskWriter tasks) {
        ConvolutionGeometry window = convolution.window();
        Shape x = node.input(X).shape();
        Shape weight = node.input(WEIGHT).shape();
        Shape y = node.result().shape();
        int outputs = weight.size(0) / window.groups();
        long items = (long) x.size(0) * window.groups() * blocks(outputs) * blocks(y.spatial().elements());
        grid(tasks.task(Kernel.CONVOLUTION, items), window, weight)
                .set(Forward.ROWS, outputs)
                .set(Forward.CHANNELS, weight.size(1))
                .setAxes(Forward.IMAGE_DEPTH, three(x))
                .setAxes(Forward.GRID_DEPTH, three(y))
                .setAxes(Forward.STEP_DEPTH, steps(window))
                .set(Forward.IMAGE, tasks.input(X))
                .set(Forward.OPERAND, tasks.input(WEIGHT))
                .set(Forward.BIAS, node.inputs().size() > BIAS ? tasks.input(BIAS) : NO_BIAS)
                .set(Forward.Y, tasks.result())
                .write();
    }

    /** What all kernels are told alike. */
    private static TaskSettings grid(TaskSettings task, ConvolutionGeometry window, Shape weight) {
        return task.set(Grid.GROUPS, window.groups())
                .setAxes(Grid.KERNEL_DEPTH, three(weight))
                .setAxes(Grid.PADDING_DEPTH, low(window));
    }

    public static void inputGradient(ConvolutionInputGradient gradient, Node node, TaskWriter tasks) {
        ConvolutionGeometry window = gradient.window();
        Shape weight = node.input(INPUT_GRADIENT_WEIGHT).shape();
        Shape g = node.input(INPUT_GRADIENT_G).shape();
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
        grid(tasks.task(apart ? Kernel.CONVOLUTION_INPUT_GRADIENT_OF_BLOCKS : Kernel.CONVOLUTION_INPUT_GRADIENT, items), window, weight)
                .set(InputGradient.ROWS, weight.size(1))
                .set(InputGradient.CHANNELS, weight.size(0) / window.groups())
                .setAxes(InputGradient.IMAGE_DEPTH, three(g))
                .setAxes(InputGradient.GRID_DEPTH, grid)
                .setAxes(InputGradient.STEP_DEPTH, ONES)
                .set(InputGradient.IMAGE, tasks.input(INPUT_GRADIENT_G))
                .set(InputGradient.OPERAND, tasks.input(INPUT_GRADIENT_WEIGHT))
                .setAxes(InputGradient.STRIDE_DEPTH, strides)
                .setAxes(InputGradient.RESULT_DEPTH, sizes)
                .set(InputGradient.RESULT, tasks.result())
                .write();
    }

    private static int product(int[] sizes) {
        return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    }

    public static void weightGradient(ConvolutionWeightGradient gradient, Node node, TaskWriter tasks) {
        ConvolutionGeometry window = gradient.window();
        Shape x = node.input(X).shape();
        Shape g = node.input(WEIGHT_GRADIENT_G).shape();
        Shape weight = node.result().shape();
        int elements = Math.toIntExact(weight.elements());
        long positions = g.spatial().elements();
        int length = partLength(gradient, node);
        long parts = (positions + length - 1) / length;
        int all = Math.toIntExact(parts * x.size(0));
        int partial = all == 1 ? tasks.result() : all == 0 ? 0 : tasks.workspace();
        grid(tasks.task(Kernel.CONVOLUTION_WEIGHT_GRADIENT, all * itemsOfPart(window, weight)), window, weight)
                .set(WeightGradient.ROWS, weight.size(0) / window.groups())
                .set(WeightGradient.CHANNELS, weight.size(1))
                .setAxes(WeightGradient.IMAGE_DEPTH, three(x))
                .setAxes(WeightGradient.GRID_DEPTH, three(g))
                .setAxes(WeightGradient.STEP_DEPTH, steps(window))
                .set(WeightGradient.IMAGE, tasks.input(X))
                .set(WeightGradient.OPERAND, tasks.input(WEIGHT_GRADIENT_G))
                .set(WeightGradient.PART, length)
                .set(WeightGradient.PARTS, Math.toIntExact(parts))
                .set(WeightGradient.Y, partial)
                .write();
        if (all != 1) {
            Product.sumParts(elements, all, partial, tasks.result(), tasks);
        }
    }

    private static long itemsOfPart(ConvolutionGeometry window, Shape weight) {
        return window.groups() * blocks(weight.size(0) / window.groups())
                * blocks(weight.size(1) * weight.spatial().elements());
    }

    private static int partLength(ConvolutionWeightGradient gradient, Node node) {
        Shape g = node.input(WEIGHT_GRADIENT_G).shape();
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

    public static long workspace(ConvolutionWeightGradient gradient, Node node) {
        long positions = node.input(WEIGHT_GRADIENT_G).shape().spatial().elements();
        int length = partLength(gradient, node);
        long all = (positions + length - 1) / length * node.input(X).shape().size(0);
        return all <= 1 ? 0 : all * node.result().shape().elements();
    }
}
