package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.operations.ArgMax;
import dev.factorizer.api.operations.Reduce;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReductionTest extends JvmTest {
    private static Grid reduce(Reduce.Kind kind, Grid x, List<Integer> axes) {
        int[] sizes = x.sizes().clone();
        axes.forEach(axis -> sizes[axis] = 1);
        double[] results = new double[Math.toIntExact(Shape.of(sizes).elements())];
        Arrays.fill(results, switch (kind) {
            case SUM -> 0;
            case MAXIMUM -> Double.NEGATIVE_INFINITY;
            case MINIMUM -> Double.POSITIVE_INFINITY;
        });
        Grid.of(x.sizes(), index -> {
            int at = 0;
            for (int axis = 0; axis < sizes.length; axis++) {
                at = at * sizes[axis] + (sizes[axis] == 1 ? 0 : index[axis]);
            }
            double value = x.at(index);
            results[at] = switch (kind) {
                case SUM -> results[at] + value;
                case MAXIMUM -> Math.max(results[at], value);
                case MINIMUM -> Math.min(results[at], value);
            };
            return 0;
        });
        return new Grid(sizes, results);
    }

    private static void check(Reduce.Kind kind, Grid x, List<Integer> axes, String what) {
        // Sums of up to thousands of numbers near 1: compared to the sum of their magnitudes.
        Grid magnitude = reduce(Reduce.Kind.SUM, Grid.of(x.sizes(), index -> Math.abs(x.at(index))), axes);
        double most = Math.max(1, Arrays.stream(magnitude.values()).max().orElse(1));
        Grid expected = reduce(kind, x, axes);
        Tensor found = run(what, v -> v.getFirst().apply(new Reduce(kind, axes)), x.tensor());
        double scale = Math.max(1, Arrays.stream(expected.values()).map(Math::abs).max().orElse(1));
        expected.assertNear(found, 1e-7 * Math.max(1, most / scale), what);
    }

    @ParameterizedTest
    @EnumSource(Reduce.Kind.class)
    void anyAxes(Reduce.Kind kind) {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            Grid x = Grid.random(random, sizes(random, 1 + random.nextInt(5)));
            List<Integer> axes = IntStream.range(0, x.sizes().length).filter(axis -> random.nextBoolean()).boxed().toList();
            check(kind, x, axes, kind + " seed " + seed + " of " + Shape.of(x.sizes()) + " along " + axes);
        }
    }

    @ParameterizedTest
    @EnumSource(Reduce.Kind.class)
    void longTensors(Reduce.Kind kind) {
        Random random = new Random(5);
        Grid x = Grid.random(random, 2, 3, 41, 1021);
        for (List<Integer> axes : List.of(List.of(0, 1, 2, 3), List.of(0, 2, 3), List.of(1), List.of(3), List.of(0),
                List.of(0, 1, 2), List.of(2), List.of(0, 3))) {
            check(kind, x, axes, kind + " of 2×3×41×1021 along " + axes);
        }
        Grid tall = Grid.random(random, 70001, 3);
        check(kind, tall, List.of(0), kind + " of 70001×3 along 0");
        check(kind, Grid.random(random, 130, 1500), List.of(0), kind + " of 130×1500 along 0");
    }

    @Test
    void anEmptySumIsZero() {
        Tensor y = run("empty", v -> v.getFirst().sum(1), Tensor.of(new float[0], 3, 0));
        assertArrayEquals(new float[3], y.toFloats());
    }

    @Test
    void notANumberIsNotLost() {
        for (int at : new int[] {0, 5, 999}) {
            float[] values = new float[1000];
            values[at] = Float.NaN;
            for (Reduce.Kind kind : Reduce.Kind.values()) {
                for (int[] sizes : new int[][] {{1000, 1}, {1, 1000}}) {
                    Tensor y = run("nan", v -> v.getFirst().apply(new Reduce(kind, List.of(0, 1))), Tensor.of(values, sizes));
                    assertTrue(Float.isNaN(y.toFloats()[0]), kind + " with NaN at " + at);
                }
            }
        }
    }

    @Test
    void sumsOfMillionsKeepTheirDigits() {
        Random random = new Random(8);
        float[] values = new float[3_000_000];
        double exact = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() + 0.1f;
            exact += values[i];
        }
        float found = run("long sum", v -> v.getFirst().sumAll(), Tensor.of(values, values.length)).toFloats()[0];
        assertTrue(Math.abs(found - exact) <= 1e-7 * exact, found + " instead of " + exact);
    }

    @Test
    void argMaxIsTheFirstOfTheGreatest() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Grid x = Grid.of(sizes(random, 1 + random.nextInt(4)), index -> random.nextInt(4));
            int axis = random.nextInt(x.sizes().length);
            int[] sizes = x.sizes().clone();
            sizes[axis] = 1;
            Grid expected = Grid.of(sizes, index -> {
                int best = 0;
                int[] at = index.clone();
                for (int i = 1; i < x.sizes()[axis]; i++) {
                    at[axis] = i;
                    double value = x.at(at);
                    at[axis] = best;
                    best = value > x.at(at) ? i : best;
                }
                return best;
            });
            expected.assertNear(run("argMax", v -> v.getFirst().apply(new ArgMax(axis)), x.tensor()), 0, "argMax seed " + seed);
        }
    }
}
