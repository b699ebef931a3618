package dev.factorizer.backend.tornado.kernels.functions;

/**
 * Sine and cosine of one float, within two units in the last place, within five for millions of radians. Beyond six million,
 * where the neighbors of a float lie half a radian away, they are no number.
 */
public final class CircularFunctions {
    private static final float TWO_OVER_PI = 0.636619772f;
    private static final float MOST = 6e6f;
    // π/2 in three parts of eleven bits, whose products with eleven bits are exact, and the rest.
    private static final float PI_1 = 1.5703125f;
    private static final float PI_2 = 0x1.fb4p-12f;
    private static final float PI_3 = 0x1.444p-24f;
    private static final float PI_4 = 2.5633441e-12f;

    // (sin r − r) / r³ and (cos r − 1 + r²/2) / r⁴ by powers of r², |r| ≤ π/4: their series.
    private static final float S3 = -1 / 6f;
    private static final float S5 = 1 / 120f;
    private static final float S7 = -1 / 5040f;
    private static final float S9 = 1 / 362880f;
    private static final float C4 = 1 / 24f;
    private static final float C6 = -1 / 720f;
    private static final float C8 = 1 / 40320f;
    private static final float C10 = -1 / 3628800f;

    private CircularFunctions() { }

    public static float sin(float x) {
        return turned(x, 0);
    }

    public static float cos(float x) {
        return turned(x, 1);
    }

    /** sin(x + quarters π/2). */
    private static float turned(float x, int quarters) {
        float size = Math.abs(x);
        // Not a number, also for NaN and infinity.
        float v = size <= MOST ? x : (x - x) / (x - x);
        float n = ExponentialFunctions.nearest(size <= MOST ? v * TWO_OVER_PI : 0f);
        float high = ExponentialFunctions.nearest(n * 0x1p-11f) * 0x1p11f;
        float low = n - high;
        float r = v - high * PI_1 - low * PI_1;
        r = r - high * PI_2 - low * PI_2;
        r = r - high * PI_3 - low * PI_3 - n * PI_4;
        return quarter(r, (int) n + quarters);
    }

    /** sin(2π t) for t from 0 to 1 in steps of 2⁻²⁴, where the reduction is exact. */
    public static float sineOfTurns(float t, int quarters) {
        float n = ExponentialFunctions.nearest(t * 4f);
        return quarter((t - n * 0.25f) * 6.28318531f, (int) n + quarters);
    }

    /** sin(r + n π/2), |r| ≤ π/4 or little more. */
    private static float quarter(float r, int n) {
        float z = r * r;
        float sine = r + r * z * (((S9 * z + S7) * z + S5) * z + S3);
        float cosine = 1f - 0.5f * z + z * z * (((C10 * z + C8) * z + C6) * z + C4);
        float y = (n & 1) == 0 ? sine : cosine;
        return (n & 2) == 0 ? y : -y;
    }
}
