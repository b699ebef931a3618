package dev.factorizer.reference;

/** erf(x) = 2/√π ∫₀ˣ e^(−t²) dt to the last digits of a double. */
final class ErrorFunction {
    /** Beyond it, erf differs from 1 by less than a double can show. */
    private static final double SATURATED = 6;

    private ErrorFunction() { }

    static double of(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (Math.abs(x) > SATURATED) {
            return Math.signum(x);
        }
        // e^(−x²) Σ 2ⁿ x^(2n+1) / (1·3·5…(2n+1)): all terms have one sign, so nothing cancels.
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > Math.abs(sum) * 0x1p-60; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }
}
