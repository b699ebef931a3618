package dev.factorizer.rules.offences;

/** Two calls. */
public final class ScalarFma {
    double called(double a) {
        return Math.fma(a, a, StrictMath.fma(a, 2.0, 1));
    }
}
