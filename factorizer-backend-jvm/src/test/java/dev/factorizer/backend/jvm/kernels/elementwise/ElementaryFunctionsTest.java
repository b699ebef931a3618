package dev.factorizer.backend.jvm.kernels.elementwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ElementaryFunctionsTest {
    private interface InPlace {
        void apply(float[] x, int n);
    }

    /** Steps through the floats of a range and compares in units of the last place. */
    private static void check(String what, double from, double to, double units, DoubleUnaryOperator exact, InPlace function) {
        int n = 1 << 16;
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) (from + (to - from) * i / (n - 1));
        }
        float[] y = x.clone();
        function.apply(y, n);
        double worst = 0;
        for (int i = 0; i < n; i++) {
            double expected = exact.applyAsDouble(x[i]);
            if (Double.isInfinite((float) expected)) {
                assertEquals((float) expected, y[i], what + " of " + x[i]);
                continue;
            }
            worst = Math.max(worst, Math.abs(y[i] - expected) / Math.ulp((float) expected));
        }
        assertTrue(worst <= units, what + " in [" + from + ", " + to + "]: " + worst + " units in the last place");
    }

    @Test
    void exponentials() {
        check("exp", -1, 1, 1.5, Math::exp, ElementaryFunctions::exp);
        check("exp", -110, 95, 1.5, Math::exp, ElementaryFunctions::exp);
        check("expm1", -0.5, 0.5, 2, Math::expm1, ElementaryFunctions::expm1);
        check("expm1", -1e-4, 1e-4, 2, Math::expm1, ElementaryFunctions::expm1);
        check("expm1", -30, 95, 2, Math::expm1, ElementaryFunctions::expm1);
    }

    @Test
    void logarithms() {
        check("log", 1e-45, 1e-37, 1.5, Math::log, ElementaryFunctions::log);
        check("log", 1e-3, 4, 1.5, Math::log, ElementaryFunctions::log);
        check("log", 0.99, 1.01, 1.5, Math::log, ElementaryFunctions::log);
        check("log", 1, 3e38, 1.5, Math::log, ElementaryFunctions::log);
        check("log1p", -0.999, 1, 3, Math::log1p, (x, n) -> ElementaryFunctions.log1p(x, new float[n], n));
        check("log1p", -1e-5, 1e-5, 3, Math::log1p, (x, n) -> ElementaryFunctions.log1p(x, new float[n], n));
        check("log1p", 1, 1e30, 3, Math::log1p, (x, n) -> ElementaryFunctions.log1p(x, new float[n], n));
    }

    @Test
    void sigmoidAndTanh() {
        check("sigmoid", -80, 40, 3, x -> 1 / (1 + Math.exp(-x)), ElementaryFunctions::sigmoid);
        check("tanh", -12, 12, 3, Math::tanh, (x, n) -> ElementaryFunctions.tanh(x, new float[n], n));
        check("tanh", -1e-3, 1e-3, 3, Math::tanh, (x, n) -> ElementaryFunctions.tanh(x, new float[n], n));
    }

    @Test
    void geluAndItsDerivativeAgreeWithTheIntegral() {
        int n = 1 << 12;
        float[] x = new float[n];
        float[] g = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = -10 + 20f * i / n;
            g[i] = 1;
        }
        float[] y = x.clone();
        GeluFunction.apply(y, n);
        GeluFunction.applyGradient(x.clone(), g, null, 0, n);
        for (int i = 0; i < n; i++) {
            double phi = 0.5 * (1 + UnaryKernel.erf(x[i] * Math.sqrt(0.5)));
            double density = Math.exp(-0.5 * x[i] * x[i]) / Math.sqrt(2 * Math.PI);
            assertEquals(x[i] * phi, y[i], 2e-6, "gelu of " + x[i]);
            assertEquals(phi + x[i] * density, g[i], 1e-6, "derivative at " + x[i]);
        }
    }
}
