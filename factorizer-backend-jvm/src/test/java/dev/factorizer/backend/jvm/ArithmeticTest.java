package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Eager;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Power;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.reference.ReferenceBackend;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The arithmetic of values: numbers and gradients, on the reference backend and on this one. */
class ArithmeticTest extends JvmTest {
    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final float[] X = {-2, -0.5f, 0, 0.25f, 1, 3};

    /** Value and gradient of each element of {@link #X}, as PyTorch 2.7.1 computes them in float64. */
    static List<Arguments> powers() {
        return List.of(
                power(0, new double[] {1, 1, 1, 1, 1, 1}, new double[] {0, 0, 0, 0, 0, 0}),
                power(1, new double[] {-2, -0.5, 0, 0.25, 1, 3}, new double[] {1, 1, 1, 1, 1, 1}),
                power(2, new double[] {4, 0.25, 0, 0.0625, 1, 9}, new double[] {-4, -1, 0, 0.5, 2, 6}),
                power(3, new double[] {-8, -0.125, 0, 0.015625, 1, 27}, new double[] {12, 0.75, 0, 0.1875, 3, 27}),
                power(-1, new double[] {-0.5, -2, INF, 4, 1, 1 / 3.0}, new double[] {-0.25, -4, -INF, -16, -1, -1 / 9.0}),
                power(-2, new double[] {0.25, 4, INF, 16, 1, 1 / 9.0}, new double[] {0.25, 16, -INF, -128, -2, -2 / 27.0}),
                power(0.5, new double[] {NAN, NAN, 0, 0.5, 1, 1.7320508075688772},
                        new double[] {NAN, NAN, INF, 1, 0.5, 0.2886751345948129}),
                power(1.5, new double[] {NAN, NAN, 0, 0.125, 1, 5.196152422706632},
                        new double[] {NAN, NAN, 0, 0.75, 1.5, 2.598076211353316}),
                power(-0.5, new double[] {NAN, NAN, INF, 2, 1, 0.5773502691896258},
                        new double[] {NAN, NAN, -INF, -4, -0.5, -0.09622504486493763}),
                power(4.0 / 3, new double[] {NAN, NAN, 0, 0.15749013123685915, 1, 4.3267487109222245},
                        new double[] {NAN, NAN, 0, 0.8399473665965821, 1.3333333333333333, 1.9229994270765443}),
                power(0.3, new double[] {NAN, NAN, 0, 0.6597539553864471, 1, 1.3903891703159093},
                        new double[] {NAN, NAN, INF, 0.7917047464637365, 0.3, 0.13903891703159094}),
                power(17, new double[] {-131072, -7.62939453125e-06, 0, 5.820766091346741e-11, 1, 129140163},
                        new double[] {1114112, 0.0002593994140625, 0, 3.958120942115784e-09, 17, 731794257}),
                power(20, new double[] {1048576, 9.5367431640625e-07, 0, 9.094947017729282e-13, 1, 3486784401.0},
                        new double[] {-10485760, -3.814697265625e-05, 0, 7.275957614183426e-11, 20, 23245229340.0}),
                power(-3.3, new double[] {NAN, NAN, INF, 97.00586025666546, 1, 0.02663789234536535},
                        new double[] {NAN, NAN, -INF, -1280.477355387984, -3.3, -0.029301681579901886}));
    }

    private static Arguments power(double exponent, double[] values, double[] gradients) {
        return Arguments.of(exponent, values, gradients);
    }

    @ParameterizedTest
    @MethodSource("powers")
    void powersAndTheirGradientsAreThoseOfPyTorch(double exponent, double[] values, double[] gradients) {
        check("pow " + exponent, x -> x.pow(exponent), values, gradients);
    }

    @Test
    void clampIsThatOfPyTorch() {
        check("clamp", x -> x.clamp(-0.5, 1), new double[] {-0.5, -0.5, 0, 0.25, 1, 1}, new double[] {0, 1, 1, 1, 1, 0});
        assertTrue(Double.isNaN(run("clamp", x -> x.getFirst().clamp(0, 1), Tensor.of(new float[] {Float.NaN}, 1)).toDoubles()[0]));
    }

    @Test
    void numbersAreSubtractedAndDivided() {
        check("x - 1", x -> x.subtract(1), new double[] {-3, -1.5, -1, -0.75, 0, 2}, new double[] {1, 1, 1, 1, 1, 1});
        check("1 - x", x -> x.subtractedFrom(1), new double[] {3, 1.5, 1, 0.75, 0, -2}, new double[] {-1, -1, -1, -1, -1, -1});
        check("x / 4", x -> x.divide(4), new double[] {-0.5, -0.125, 0, 0.0625, 0.25, 0.75},
                new double[] {0.25, 0.25, 0.25, 0.25, 0.25, 0.25});
        check("max(x, 0.5)", x -> x.maximum(0.5), new double[] {0.5, 0.5, 0.5, 0.5, 1, 3}, new double[] {0, 0, 0, 0, 1, 1});
        check("min(x, 0.5)", x -> x.minimum(0.5), new double[] {-2, -0.5, 0, 0.25, 0.5, 0.5}, new double[] {1, 1, 1, 1, 0, 0});
    }

    @Test
    void comparisonsGiveOneOrZero() {
        double[] none = new double[6];
        check("x > 0.25", x -> x.greater(0.25), new double[] {0, 0, 0, 0, 1, 1}, none);
        check("x >= 0.25", x -> x.greaterOrEqual(0.25), new double[] {0, 0, 0, 1, 1, 1}, none);
        check("x < 0.25", x -> x.less(0.25), new double[] {1, 1, 1, 0, 0, 0}, none);
        check("x <= 0.25", x -> x.lessOrEqual(0.25), new double[] {1, 1, 1, 1, 0, 0}, none);
        check("x = 0.25", x -> x.equalTo(0.25), new double[] {0, 0, 0, 1, 0, 0}, none);
        check("x != 0.25", x -> x.notEqualTo(0.25), new double[] {1, 1, 1, 0, 1, 1}, none);
        check("x < x²", x -> x.less(x.square()), new double[] {1, 1, 0, 0, 0, 1}, none);
        check("x <= x²", x -> x.lessOrEqual(x.square()), new double[] {1, 1, 1, 0, 1, 1}, none);
        check("x != x²", x -> x.notEqualTo(x.square()), new double[] {1, 1, 0, 1, 0, 1}, none);
    }

    @Test
    void nothingIsEqualToNoNumberOrOrderedBesideIt() {
        Tensor nan = Tensor.of(new float[] {Float.NaN}, 1);
        List<Tensor> found = runAll("NaN", x -> List.of(x.getFirst().less(0), x.getFirst().lessOrEqual(0),
                x.getFirst().greaterOrEqual(0), x.getFirst().equalTo(x.getFirst()), x.getFirst().notEqualTo(x.getFirst())), nan);
        assertEquals(List.of(0f, 0f, 0f, 0f, 1f), found.stream().map(tensor -> tensor.toFloats()[0]).toList());
    }

    @Test
    void powersStayAccurateFarFromOne() {
        float[] x = {1e-30f, 1e-10f, 1e-3f, 1e3f, 1e10f, 1e25f};
        for (double exponent : new double[] {0.3, 0.5, 1.25, -0.7, 4.0 / 3, 2.9}) {
            double[] found = run("pow", v -> v.getFirst().pow(exponent), Tensor.of(x, x.length)).toDoubles();
            for (int i = 0; i < x.length; i++) {
                double expected = Math.pow(x[i], exponent);
                if (expected > Float.MIN_NORMAL && expected < Float.MAX_VALUE) {
                    assertEquals(expected, found[i], 1e-5 * expected, x[i] + " to " + exponent);
                }
            }
        }
    }

    @Test
    void wrongNumbersAreRefused() {
        Value x = new Trace().input("x", Type.float32(1));
        assertEquals("clamp: low is 2.0, expected at most high, which is 1.0",
                assertThrows(IllegalArgumentException.class, () -> x.clamp(2, 1)).getMessage());
        assertEquals("power: exponent is NaN, expected a finite number other than 0",
                assertThrows(IllegalArgumentException.class, () -> new Power(NAN)).getMessage());
    }

    /** On the reference backend to its double precision, here to single precision. */
    private static void check(String what, UnaryOperator<Value> function, double[] values, double[] gradients) {
        Tensor x = Tensor.of(X, X.length);
        List<Tensor> expected = Eager.on(new ReferenceBackend()).runAll(v -> results(function, v), x);
        List<Tensor> found = runAll(what, v -> results(function, v), x);
        for (List<Tensor> tensors : List.of(expected, found)) {
            assertNear(what, values, tensors.getFirst().toDoubles());
            assertNear(what + ", gradient", gradients, tensors.getLast().toDoubles());
        }
    }

    private static List<Value> results(UnaryOperator<Value> function, List<Value> inputs) {
        Value y = function.apply(inputs.getFirst());
        return List.of(y, Differentiation.gradients(y.sumAll(), inputs).getFirst());
    }

    private static void assertNear(String what, double[] expected, double[] found) {
        assertEquals(expected.length, found.length, what);
        for (int i = 0; i < expected.length; i++) {
            if (Double.isFinite(expected[i])) {
                assertEquals(expected[i], found[i], 3e-6 * Math.abs(expected[i]), what + " of " + X[i]);
            } else {
                assertArrayEquals(new double[] {expected[i]}, new double[] {found[i]}, what + " of " + X[i]);
            }
        }
    }
}
