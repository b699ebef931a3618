package dev.factorizer.backend.jvm;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.ConvolutionInputGradient;
import dev.factorizer.api.operations.ConvolutionWeightGradient;
import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProductTest extends JvmTest {
    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    private static void multiply(Random random, int[] aBatch, int[] bBatch, int m, int k, int n, boolean first,
            boolean second, String what) {
        Grid a = Grid.random(random, Shape.of(aBatch).append(first ? k : m, first ? m : k).sizes());
        Grid b = Grid.random(random, Shape.of(bBatch).append(second ? n : k, second ? k : n).sizes());
        int[] sizes = Shape.of(aBatch).broadcast(Shape.of(bBatch)).append(m, n).sizes();
        Grid expected = Grid.of(sizes, index -> {
            int row = index[index.length - 2];
            int column = index[index.length - 1];
            int[] at = index.clone();
            double sum = 0;
            for (int i = 0; i < k; i++) {
                at[at.length - 2] = first ? i : row;
                at[at.length - 1] = first ? row : i;
                double x = a.at(at);
                at[at.length - 2] = second ? column : i;
                at[at.length - 1] = second ? i : column;
                sum += x * b.at(at);
            }
            return sum;
        });
        String name = what + ": " + Shape.of(a.sizes()) + (first ? "ᵀ" : "") + " · " + Shape.of(b.sizes())
                + (second ? "ᵀ" : "");
        expected.assertNear(run(name, v -> v.get(0).matmul(v.get(1), first, second), a.tensor(), b.tensor()),
                1e-6 * Math.sqrt(k), name);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void matrixProducts(int seed) {
        Random random = new Random(seed);
        int[] batch = sizes(random, random.nextInt(3));
        int[] sizes = {1, 2, 5, 8, 13, 31, 64, 67, 131};
        multiply(random, seed % 2 == 0 ? batch : broadcastable(random, batch),
                seed % 3 == 0 ? batch : broadcastable(random, batch), sizes[random.nextInt(sizes.length)],
                sizes[random.nextInt(sizes.length)], sizes[random.nextInt(sizes.length)], random.nextBoolean(),
                random.nextBoolean(), "seed " + seed);
    }

    @Test
    void manySmallAndFewLongProducts() {
        for (boolean first : new boolean[] {false, true}) {
            for (boolean second : new boolean[] {false, true}) {
                Random random = new Random(2);
                multiply(random, new int[] {700}, new int[] {700}, 8, 64, 1, first, second, "many");
                multiply(random, new int[] {300}, new int[] {1}, 8, 1, 64, first, second, "many");
                multiply(random, new int[0], new int[0], 3, 20011, 5, first, second, "long");
                multiply(random, new int[] {2}, new int[0], 5, 3, 9001, first, second, "wide");
                multiply(random, new int[] {2}, new int[0], 2003, 33, 3, first, second, "tall");
                multiply(random, new int[0], new int[0], 257, 300, 129, first, second, "large");
            }
        }
    }

    @Test
    void emptyProducts() {
        multiply(new Random(1), new int[] {2}, new int[] {2}, 3, 0, 4, false, false, "inner size 0");
        multiply(new Random(1), new int[] {0}, new int[] {1}, 3, 2, 4, false, false, "no matrices");
    }

    /** One convolution: its sizes drawn at random. */
    private record Case(ConvolutionGeometry window, int batch, int inputs, int outputs, int[] in, int[] kernel) {
        static Case random(Random random) {
            int rank = 1 + random.nextInt(3);
            int groups = 1 + random.nextInt(3);
            List<Integer> strides = new ArrayList<>();
            List<Integer> low = new ArrayList<>();
            List<Integer> high = new ArrayList<>();
            int[] in = new int[rank];
            int[] kernel = new int[rank];
            for (int i = 0; i < rank; i++) {
                strides.add(1 + random.nextInt(3));
                kernel[i] = 1 + random.nextInt(4);
                low.add(random.nextInt(3));
                high.add(random.nextInt(3));
                in[i] = kernel[i] + random.nextInt(rank == 1 ? 90 : 9);
            }
            return new Case(new ConvolutionGeometry(strides, low, high, groups), 1 + random.nextInt(3), groups * (1 + random.nextInt(5)),
                    groups * (1 + random.nextInt(6)), in, kernel);
        }

        int[] out() {
            return window.output(Shape.of(in), Shape.of(kernel)).sizes();
        }

        int[] x() {
            return Shape.of(batch, inputs).append(in).sizes();
        }

        int[] weight() {
            return Shape.of(outputs, inputs / window.groups()).append(kernel).sizes();
        }

        int[] y() {
            return Shape.of(batch, outputs).append(out()).sizes();
        }

        /** Calls for each pair of a result voxel and a tap of the kernel that meets an input voxel. */
        void forEach(Visitor visitor) {
            int rank = in.length;
            Grid.of(y(), y -> {
                Grid.of(weight(), w -> {
                    if (w[0] != y[1]) {
                        return 0;
                    }
                    int[] x = new int[rank + 2];
                    x[0] = y[0];
                    x[1] = y[1] / (outputs / window.groups()) * (inputs / window.groups()) + w[1];
                    for (int i = 0; i < rank; i++) {
                        x[2 + i] = y[2 + i] * window.strides().get(i) + w[2 + i] - window.low().get(i);
                        if (x[2 + i] < 0 || x[2 + i] >= in[i]) {
                            return 0;
                        }
                    }
                    visitor.meet(y, w, x);
                    return 0;
                });
                return 0;
            });
        }
    }

    private interface Visitor {
        void meet(int[] y, int[] weight, int[] x);
    }

    private static int position(int[] sizes, int[] index) {
        int position = 0;
        for (int i = 0; i < sizes.length; i++) {
            position = position * sizes[i] + index[i];
        }
        return position;
    }

    private static void convolve(Case c, Random random, boolean withBias, String what) {
        Grid x = Grid.random(random, c.x());
        Grid weight = Grid.random(random, c.weight());
        Grid bias = Grid.random(random, c.outputs);
        Grid g = Grid.random(random, c.y());
        Grid y = Grid.of(c.y(), index -> withBias ? bias.at(index[1]) : 0);
        Grid dx = Grid.of(c.x(), index -> 0);
        Grid dw = Grid.of(c.weight(), index -> 0);
        c.forEach((atY, atW, atX) -> {
            y.values()[position(y.sizes(), atY)] += weight.at(atW) * x.at(atX);
            dx.values()[position(dx.sizes(), atX)] += weight.at(atW) * g.at(atY);
            dw.values()[position(dw.sizes(), atW)] += g.at(atY) * x.at(atX);
        });
        y.assertNear(run("forward " + what, v -> v.get(0).apply(new Convolution(c.window),
                v.subList(1, withBias ? 3 : 2).toArray(Value[]::new)), withBias
                        ? new dev.factorizer.api.tensor.Tensor[] {x.tensor(), weight.tensor(), bias.tensor()}
                        : new dev.factorizer.api.tensor.Tensor[] {x.tensor(), weight.tensor()}), 3e-6, "forward " + what);
        dx.assertNear(run("input gradient " + what, v -> v.get(0).apply(
                new ConvolutionInputGradient(c.window, Shape.of(c.in)), v.get(1)), weight.tensor(), g.tensor()), 3e-6,
                "input gradient " + what);
        dw.assertNear(run("weight gradient " + what, v -> v.get(0).apply(
                new ConvolutionWeightGradient(c.window, Shape.of(c.kernel)), v.get(1)), x.tensor(), g.tensor()), 3e-6,
                "weight gradient " + what);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void convolutions(int seed) {
        Random random = new Random(seed);
        Case c = Case.random(random);
        convolve(c, random, seed % 2 == 0, "seed " + seed + " " + c.window + " x " + Shape.of(c.x()) + " weight "
                + Shape.of(c.weight()));
    }

    @Test
    void theConvolutionsOfTheNetworks() {
        Random random = new Random(4);
        convolve(new Case(ConvolutionGeometry.of(3, 1, 1, 1), 1, 4, 9, new int[] {9, 10, 35}, new int[] {3, 3, 3}), random, true, "stem");
        convolve(new Case(ConvolutionGeometry.of(3, 2, 0, 1), 2, 5, 8, new int[] {6, 8, 34}, new int[] {2, 2, 2}), random, true, "down");
        convolve(new Case(ConvolutionGeometry.of(2, 1, 0, 1), 1, 67, 70, new int[] {7, 13}, new int[] {1, 1}), random, false, "pointwise");
        convolve(new Case(ConvolutionGeometry.of(3, 1, 1, 6), 1, 6, 6, new int[] {5, 6, 21}, new int[] {3, 3, 3}), random, true,
                "depthwise");
        convolve(new Case(ConvolutionGeometry.of(1, 3, 2, 1), 1, 3, 2, new int[] {3000}, new int[] {5}), random, true, "long");
    }
}
