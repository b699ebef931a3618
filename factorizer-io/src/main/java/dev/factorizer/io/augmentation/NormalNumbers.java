package dev.factorizer.io.augmentation;

/**
 * Normal numbers of random words by the inverse of the normal distribution (Wichura 1988, algorithm AS 241, PPND16: 16 digits).
 * Most take only additions, products and a division, so they are fast, and all have the same bits on every machine.
 */
final class NormalNumbers {
    private static final double CENTRAL = 0.425;
    private static final double CENTRAL_SQUARED = CENTRAL * CENTRAL;
    /** A word lies in the middle of its 2⁻³² of the distribution: the greatest is 6.34 deviations away, the tail of AS 241 beyond. */
    private static final double STEP = 0x1p-32;

    private NormalNumbers() { }

    /** The quantile of (word + ½)/2³². */
    static double of(int word) {
        double p = ((word & 0xFFFFFFFFL) + 0.5) * STEP;
        double q = p - 0.5;
        if (Math.abs(q) <= CENTRAL) {
            return q * central(CENTRAL_SQUARED - q * q);
        }
        double tail = tail(Math.sqrt(-StrictMath.log(q < 0 ? p : 1 - p)) - 1.6);
        return q < 0 ? -tail : tail;
    }

    private static double central(double r) {
        return (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r
                + 4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
                + 1.3314166789178437745e2) * r + 3.3871328727963666080)
                / (((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r
                + 2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
                + 4.2313330701600911252e1) * r + 1);
    }

    private static double tail(double r) {
        return (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
                + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.76949722146069140550) * r
                + 4.63033784615654529590) * r + 1.42343711074968357734)
                / (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
                + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940) * r
                + 2.05319162663775882187) * r + 1);
    }
}
