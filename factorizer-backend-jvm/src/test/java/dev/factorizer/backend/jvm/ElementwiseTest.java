package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Cast;
import dev.factorizer.api.operations.Fill;
import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.operations.Zip;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementwiseTest extends JvmTest {
    @ParameterizedTest
    @EnumSource(Unary.Kind.class)
    void unaryFunctions(Unary.Kind kind) {
        Random random = new Random(kind.ordinal());
        for (int length : new int[] {0, 1, 7, 16, 1021, 1024, 1025, 70001}) {
            boolean positive = kind == Unary.Kind.LOG || kind == Unary.Kind.SQRT;
            Grid x = Grid.of(new int[] {length}, index -> positive ? random.nextFloat() * 5 + 1e-3f
                    : kind == Unary.Kind.LOG1P ? random.nextFloat() * 3 - 0.9f : random.nextFloat() * 12 - 6);
            Tensor y = run(kind + " " + length, v -> v.getFirst().apply(new Unary(kind)), x.tensor());
            double[] found = y.toDoubles();
            for (int i = 0; i < length; i++) {
                double expected = unary(kind, x.values()[i]);
                assertEquals(expected, found[i], 4e-7 * Math.max(Math.abs(expected), 1e-2), kind + " of " + x.values()[i]);
            }
        }
    }

    private static double unary(Unary.Kind kind, double x) {
        return switch (kind) {
            case NEGATE -> -x;
            case ABSOLUTE -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case EXP -> Math.exp(x);
            case EXPM1 -> Math.expm1(x);
            case LOG -> Math.log(x);
            case LOG1P -> Math.log1p(x);
            case SQRT -> Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case RELU -> Math.max(x, 0);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
            case ERF -> erf(x);
            case COS -> Math.cos(x);
            case SIN -> Math.sin(x);
            case FLOOR -> Math.floor(x);
        };
    }

    /** The error function by Simpson's rule on its integral. */
    private static double erf(double x) {
        int steps = 2000;
        double h = x / steps;
        double sum = 1 + Math.exp(-x * x);
        for (int i = 1; i < steps; i++) {
            sum += (i % 2 == 0 ? 2 : 4) * Math.exp(-(i * h) * (i * h));
        }
        return sum * h / 3 * 2 / Math.sqrt(Math.PI);
    }

    @ParameterizedTest
    @EnumSource(Unary.Kind.class)
    void notANumberStaysOneAndExtremesAreRight(Unary.Kind kind) {
        float[] special = {Float.NaN, 100, -100, 0, 1e-6f, -1e-6f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f};
        float[] y = run(kind.name(), v -> v.getFirst().apply(new Unary(kind)), Tensor.of(special, special.length))
                .toFloats();
        for (int i = 0; i < special.length; i++) {
            double expected = switch (kind) {
                case ERF -> Math.abs(special[i]) > 6 ? Math.signum(special[i]) : erf(special[i]);
                default -> unary(kind, special[i]);
            };
            float rounded = (float) expected;
            if (Float.isNaN(rounded) || Float.isInfinite(rounded)) {
                assertEquals(rounded, y[i], kind + " of " + special[i]);
            } else {
                assertEquals(rounded, y[i], Math.abs(rounded) * 1e-6 + 1e-38, kind + " of " + special[i]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Zip.Kind.class)
    void zipBroadcasts(Zip.Kind kind) {
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            int[] sizes = sizes(random, 1 + random.nextInt(4));
            Grid a = Grid.random(random, seed % 2 == 0 ? sizes : broadcastable(random, sizes));
            Grid b = Grid.random(random, seed % 3 == 0 ? sizes : broadcastable(random, sizes));
            int[] result = Shape.of(a.sizes()).broadcast(Shape.of(b.sizes())).sizes();
            Grid expected = Grid.of(result, index -> zip(kind, a.at(index), b.at(index)));
            String what = kind + " seed " + seed + " " + Shape.of(a.sizes()) + " and " + Shape.of(b.sizes());
            expected.assertNear(run(what, v -> v.get(0).apply(new Zip(kind), v.get(1)), a.tensor(), b.tensor()), 1e-6, what);
        }
    }

    @Test
    void zipOfLongTensorsByChannelAndScalar() {
        Random random = new Random(3);
        Grid a = Grid.random(random, 2, 5, 31, 331);
        Grid channel = Grid.random(random, 5, 1, 1);
        Grid expected = Grid.of(a.sizes(), index -> (a.at(index) + channel.at(index)) * 3);
        expected.assertNear(run("channel", v -> v.get(0).add(v.get(1)).multiply(3), a.tensor(), channel.tensor()), 1e-6,
                "channel and scalar");
    }

    private static double zip(Zip.Kind kind, double a, double b) {
        return switch (kind) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case GREATER -> a > b ? 1 : 0;
            case GREATER_OR_EQUAL -> a >= b ? 1 : 0;
            case EQUAL -> a == b ? 1 : 0;
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void selectBroadcasts(int seed) {
        Random random = new Random(seed);
        int[] sizes = sizes(random, 3);
        Grid condition = Grid.of(broadcastable(random, sizes), index -> random.nextInt(3) - 1);
        Grid a = Grid.random(random, sizes);
        Grid b = Grid.random(random, broadcastable(random, sizes));
        Grid expected = Grid.of(sizes, index -> condition.at(index) != 0 ? a.at(index) : b.at(index));
        expected.assertNear(run("select", v -> Value.select(v.get(0), v.get(1), v.get(2)), condition.tensor(), a.tensor(),
                b.tensor()), 0, "select seed " + seed);
    }

    @Test
    void integersAreAddedFilledAndCast() {
        int[] sum = run("add", v -> v.get(0).add(v.get(1)), Tensor.of(Shape.of(2, 2), new int[] {1, -2, 1 << 30, -1}),
                Tensor.of(Shape.of(2), new int[] {5, Integer.MIN_VALUE})).toInts();
        assertArrayEquals(new int[] {6, -2 + Integer.MIN_VALUE, (1 << 30) + 5, Integer.MAX_VALUE}, sum);
        Type type = new Type(DataType.INT32, Shape.of(3));
        int[] filled = run("fill", v -> v.get(0).add(v.get(0).trace().append(new Fill(type, -7), List.of()).result()),
                Tensor.of(Shape.of(3), new int[3])).toInts();
        assertArrayEquals(new int[] {-7, -7, -7}, filled);
        int[] cast = run("to integers", v -> v.get(0).apply(new Cast(DataType.INT32)),
                Tensor.of(new float[] {1.9f, -1.9f, 0, 3e9f}, 4)).toInts();
        assertArrayEquals(new int[] {1, -1, 0, Integer.MAX_VALUE}, cast);
        float[] back = run("to floats", v -> v.get(0).apply(new Cast(DataType.FLOAT32)),
                Tensor.of(Shape.of(2), new int[] {-3, 16777216})).toFloats();
        assertArrayEquals(new float[] {-3, 16777216}, back);
    }

    @Test
    void maximumOfNotANumberIsNotANumber() {
        Tensor nan = Tensor.of(new float[] {Float.NaN, 1}, 2);
        Tensor one = Tensor.of(new float[] {1, Float.NaN}, 2);
        float[] most = run("maximum", v -> v.get(0).maximum(v.get(1)), nan, one).toFloats();
        float[] least = run("minimum", v -> v.get(0).minimum(v.get(1)), nan, one).toFloats();
        assertTrue(Float.isNaN(most[0]) && Float.isNaN(most[1]) && Float.isNaN(least[0]) && Float.isNaN(least[1]));
    }
}
