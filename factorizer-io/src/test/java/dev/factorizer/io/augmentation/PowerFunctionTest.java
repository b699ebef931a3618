package dev.factorizer.io.augmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PowerFunctionTest {
    @Test
    void powersAreThoseOfStrictMath() {
        for (double exponent : new double[] {0.01, 0.3, 0.7, 1, 1.2345, 1.5, 7, 100}) {
            for (int i = 1; i <= 10_000; i++) {
                double base = i * 1e-4;
                double expected = StrictMath.pow(base, exponent);
                assertEquals(expected, PowerFunction.of(base, exponent), 1e-10 * Math.max(1, exponent) * expected + 1e-300, base + "^" + exponent);
            }
            for (double base = 1; base > 1e-290; base *= 0.37) {
                double expected = StrictMath.pow(base, exponent);
                assertEquals(expected, PowerFunction.of(base, exponent), 2e-8 * expected + 1e-300, base + "^" + exponent);
            }
            assertEquals(0, PowerFunction.of(0, exponent));
            assertEquals(1, PowerFunction.of(1, exponent));
        }
    }
}
