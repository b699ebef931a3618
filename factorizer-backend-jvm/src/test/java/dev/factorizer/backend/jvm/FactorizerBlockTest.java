package dev.factorizer.backend.jvm;

import dev.factorizer.api.backend.Eager;
import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Factorizations and the branch around them, with the gradients a network trains by, against the reference in double. */
class FactorizerBlockTest extends JvmTest {
    /** An image and how it is cut. */
    private record Cut(int batch, int channels, int projected, Matricization layout, int iterations, int gradientSteps) {
        static Cut of(int heads, List<Integer> grid, List<Integer> patch, List<List<Integer>> shifts) {
            return new Cut(2, 5, 3 * heads, new Matricization(heads, grid, patch, shifts), 3, 3);
        }

        Cut settings(int steps, int differentiated) {
            return new Cut(batch, channels, projected, layout, steps, differentiated);
        }

        Cut images(int count, int in, int between) {
            return new Cut(count, in, between, layout, iterations, gradientSteps);
        }

        Operation operation() {
            return new MixerBranch(1e-5, layout, Factorization.of(Solver.HALS).withRank(1).withIterations(iterations)
                    .withGradientSteps(gradientSteps));
        }
    }

    static List<Cut> cuts() {
        return List.of(
                Cut.of(2, List.of(2, 3, 5), List.of(2, 3, 4), List.of(List.of(0, 0, 0), List.of(1, 1, 1))),
                Cut.of(1, List.of(3, 1, 2), List.of(2, 2, 8), List.of(List.of(0, 0, 0), List.of(1, 0, 3), List.of(0, 1, 7))),
                Cut.of(3, List.of(2, 2, 3), List.of(3, 2, 5), List.of(List.of(1, 1, 2))),
                Cut.of(1, List.of(2, 2, 2), List.of(2, 2, 4), List.of(List.of(1, 0, 0), List.of(0, 0, 0), List.of(0, 1, 0))),
                Cut.of(2, List.of(2, 3, 2), List.of(3, 2, 4), List.of(List.of(0, 0, 1), List.of(-1, -3, -6), List.of(13, 9, 21))),
                // More than one segment along the first axis, with windows across.
                Cut.of(1, List.of(9, 2, 1), List.of(2, 3, 4), List.of(List.of(0, 0, 0), List.of(1, 1, 1), List.of(1, 2, 3))),
                Cut.of(2, List.of(12, 2), List.of(2, 8), List.of(List.of(0, 0), List.of(1, 5))),
                Cut.of(2, List.of(7), List.of(5), List.of(List.of(0), List.of(2))),
                Cut.of(2, List.of(1, 1, 1), List.of(5, 4, 3), List.of(List.of(0, 0, 0))),
                Cut.of(1, List.of(2, 2, 2), List.of(8, 8, 8), List.of(List.of(0, 0, 0), List.of(2, 2, 2))).images(1, 8, 8),
                Cut.of(2, List.of(3, 4, 5), List.of(4, 4, 4), List.of(List.of(0, 0, 0), List.of(1, 1, 1))).images(1, 19, 16),
                Cut.of(1, List.of(2, 2), List.of(3, 4), List.of(List.of(0, 0), List.of(1, 2))).settings(4, 2),
                Cut.of(1, List.of(2, 2), List.of(3, 4), List.of(List.of(0, 0), List.of(1, 2))).settings(2, 5),
                Cut.of(1, List.of(2, 2), List.of(3, 4), List.of(List.of(0, 0))).settings(0, 0),
                Cut.of(1, List.of(2, 2), List.of(3, 4), List.of(List.of(0, 0))).settings(3, 0));
    }

    private static Tensor random(Random random, double low, double high, int... sizes) {
        float[] values = new float[Math.toIntExact(Shape.of(sizes).elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(low, high);
        }
        return Tensor.of(Shape.of(sizes), values);
    }

    /** The result, and the gradients of all inputs but start values from a given one of the result. */
    private static Function<List<Value>, List<Value>> withGradients(Operation operation, List<Integer> wanted) {
        return v -> {
            Value y = v.getFirst().apply(operation, v.subList(1, v.size() - 1).toArray(Value[]::new));
            List<Value> all = new ArrayList<>(List.of(y));
            all.addAll(Differentiation.pullBack(List.of(y), List.of(v.getLast()), wanted.stream().map(v::get).toList()));
            return all;
        };
    }

    private static void compare(String what, Function<List<Value>, List<Value>> function, double tolerance,
            Tensor... inputs) {
        List<Tensor> expected;
        try (ReferenceBackend reference = new ReferenceBackend()) {
            expected = Eager.on(reference).runAll(function, inputs);
        }
        List<Tensor> found = runAll(what, function, inputs);
        for (int i = 0; i < expected.size(); i++) {
            Grid.of(expected.get(i)).assertNear(found.get(i), tolerance, what + ", output " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void theBranchAndItsGradientsAgreeWithTheReference(Cut cut) {
        Random random = new Random(5);
        Shape image = Shape.of(cut.batch, cut.channels).append(cut.layout.spatial().sizes());
        Shape matrix = cut.layout.matrices(image.with(1, cut.projected));
        Tensor[] inputs = {random(random, -1, 1, image.sizes()), random(random, 0.5, 1.5, cut.channels),
            random(random, -1, 1, cut.channels), random(random, -1, 1, cut.projected, cut.channels, 1),
            random(random, 0, 1, matrix.size(-2), 1), random(random, 0, 1, matrix.size(-1), 1),
            random(random, -1, 1, cut.channels, cut.projected, 1), random(random, -1, 1, cut.channels),
            random(random, -1, 1, image.sizes())};
        compare("all gradients", withGradients(cut.operation(), List.of(0, 1, 2, 3, 6, 7)), 1e-5, inputs);
        compare("gradient of the image", withGradients(cut.operation(), List.of(0)), 1e-5, inputs);
        compare("gradients of the weights", withGradients(cut.operation(), List.of(3, 6)), 1e-5, inputs);
    }

    @Test
    void matricesAndTheirGradientsAgreeWithTheReference() {
        Random random = new Random(6);
        for (int[] sizes : List.of(new int[] {3, 8, 64}, new int[] {2, 2, 8, 512}, new int[] {1, 1, 1}, new int[] {5, 7, 13},
                new int[] {2, 3, 5000}, new int[] {40, 9, 33}, new int[] {4, 5})) {
            int m = sizes[sizes.length - 2];
            int n = sizes[sizes.length - 1];
            for (int[] steps : IntStream.range(0, 4).mapToObj(i -> new int[] {i * 2, 4 - i}).toList()) {
                Operation operation = new Factorize(Factorization.of(Solver.HALS).withRank(1).withIterations(steps[0])
                        .withGradientSteps(steps[1]));
                compare("factorize " + Shape.of(sizes) + ", iterations " + steps[0] + ", differentiated " + steps[1],
                        withGradients(operation, List.of(0)), 1e-5, random(random, 0, 1, sizes),
                        random(random, 0, 1, m, 1), random(random, 0, 1, n, 1), random(random, -1, 1, sizes));
            }
        }
    }

    @Test
    void emptyMatricesAreFactorizedWithoutNaN() {
        Random random = new Random(7);
        Operation operation = new Factorize(Factorization.of(Solver.HALS).withRank(1));
        compare("zeros", withGradients(operation, List.of(0)), 1e-5, Tensor.of(Shape.of(2, 8, 64), new float[1024]),
                random(random, 0, 1, 8, 1), random(random, 0, 1, 64, 1), Tensor.of(Shape.of(2, 8, 64), new float[1024]));
    }
}
