package dev.factorizer.io.transforms;

/** The error function in double precision. */
final class ErrorFunction {
    /** From here on erf is 1 in double precision. */
    private static final double ONE = 6;

    private ErrorFunction() { }

    /** erf(x) = 2/√π · exp(−x²) · Σ 2ⁿx²ⁿ⁺¹/(1·3·…·(2n + 1)): all terms have the same sign (Abramowitz and Stegun 7.1.6). */
    static double erf(double x) {
        if (Math.abs(x) >= ONE) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }
}
