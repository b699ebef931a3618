package dev.factorizer.backend.tornado.kernels.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** One float in sixty thousand of each function's domain, held against double precision. */
class FunctionsTest {
    /** A prime: all exponents are seen, with other digits each. */
    private static final int STEP = 60_013;
    private static final float[] SPECIAL = {0f, -0f, Float.MIN_VALUE, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};

    @FunctionalInterface
    private interface Function {
        float of(float x);
    }

    private static void check(String name, Function function, DoubleUnaryOperator exact, double units, float from, float to) {
        int seen = 0;
        for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += STEP) {
            float x = Float.intBitsToFloat((int) bits);
            if (x >= from && x <= to) {
                compare(name, function, exact, units, x);
                seen++;
            }
        }
        assertTrue(seen > 10_000, name + ": saw only " + seen + " floats");
    }

    private static void special(String name, Function function, DoubleUnaryOperator exact) {
        for (float x : SPECIAL) {
            compare(name, function, exact, 1, x);
        }
    }

    private static void compare(String name, Function function, DoubleUnaryOperator exact, double units, float x) {
        double expected = exact.applyAsDouble(x);
        float rounded = (float) expected;
        float found = function.of(x);
        if (Float.isNaN(rounded) || Float.isInfinite(rounded)) {
            assertEquals(rounded, found, () -> name + " of " + x);
        } else {
            // A subnormal result may be rounded twice.
            double unit = Math.max(Math.ulp(rounded), Float.MIN_VALUE * 2);
            assertEquals(expected, found, units * unit, () -> name + " of " + Float.toHexString(x));
        }
    }

    @Test
    void exp() {
        check("exp", ExponentialFunctions::exp, Math::exp, 1.1, -200, 200);
        special("exp", ExponentialFunctions::exp, Math::exp);
    }

    @Test
    void expm1() {
        check("expm1", ExponentialFunctions::expm1, Math::expm1, 1.7, -200, 200);
        special("expm1", ExponentialFunctions::expm1, Math::expm1);
    }

    @Test
    void log() {
        check("log", ExponentialFunctions::log, Math::log, 1, -1, Float.MAX_VALUE);
        special("log", ExponentialFunctions::log, Math::log);
    }

    @Test
    void log1p() {
        check("log1p", ExponentialFunctions::log1p, Math::log1p, 1.7, -2, Float.MAX_VALUE);
        special("log1p", ExponentialFunctions::log1p, Math::log1p);
        assertEquals(Float.NEGATIVE_INFINITY, ExponentialFunctions.log1p(-1));
    }

    @Test
    void sigmoid() {
        check("sigmoid", ExponentialFunctions::sigmoid, x -> 1 / (1 + Math.exp(-x)), 2.1, -80, 200);
        special("sigmoid", ExponentialFunctions::sigmoid, x -> 1 / (1 + Math.exp(-x)));
    }

    @Test
    void tanh() {
        check("tanh", ExponentialFunctions::tanh, Math::tanh, 2.5, -Float.MAX_VALUE, Float.MAX_VALUE);
        special("tanh", ExponentialFunctions::tanh, Math::tanh);
    }

    @Test
    void erf() {
        check("erf", ErfFunction::of, FunctionsTest::erf, 1.1, -10, 10);
        special("erf", ErfFunction::of, FunctionsTest::erf);
    }

    @Test
    void sinAndCos() {
        check("sin", CircularFunctions::sin, Math::sin, 2, -1000, 1000);
        check("cos", CircularFunctions::cos, Math::cos, 2, -1000, 1000);
        check("sin far away", CircularFunctions::sin, Math::sin, 5, -5.9e6f, 5.9e6f);
        check("cos far away", CircularFunctions::cos, Math::cos, 5, -5.9e6f, 5.9e6f);
        special("sin", CircularFunctions::sin, Math::sin);
        assertTrue(Float.isNaN(CircularFunctions.sin(1e8f)), "a turn is less than two floats apart");
    }

    /** The sum of its series, whose terms all have one sign. */
    private static double erf(double x) {
        double size = Math.abs(x);
        if (!(size < 6)) {
            return Double.isNaN(x) ? x : Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int k = 1; Math.abs(term) > Math.abs(sum) * 1e-17; k++) {
            term *= 2 * x * x / (2 * k + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
