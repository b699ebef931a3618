package dev.factorizer.backend.tornado.kernels.functions;

/**
 * The exact Gaussian error linear unit x Φ(x) and its derivative Φ(x) + x φ(x).
 *
 * <p>Φ(x) − ½ = x P(t) with t = 2x²/A² − 1 in [−1, 1], a polynomial fitted for |x| ≤ A; beyond A, Φ is 0 or 1 to float
 * precision. The shift to [−1, 1] keeps the coefficients small, so that Horner's rule loses nothing in float.
 */
public final class GeluFunction {
    private static final float LIMIT = 5.25f;
    private static final float SCALE = 2f / (LIMIT * LIMIT);
    /** 1 / √(2π). */
    private static final float DENSITY = 0.398942280f;

    private static final float P0 = 0.134659365f;
    private static final float P1 = -0.0671266913f;
    private static final float P2 = 0.0496432409f;
    private static final float P3 = -0.0397670306f;
    private static final float P4 = 0.0320735835f;
    private static final float P5 = -0.0250121485f;
    private static final float P6 = 0.0182787906f;
    private static final float P7 = -0.0128791118f;
    private static final float P8 = 0.0091761956f;
    private static final float P9 = -0.00527404994f;
    private static final float P10 = 0.00176194496f;
    private static final float P11 = -0.00117920607f;
    private static final float P12 = 0.00149700372f;
    private static final float P13 = -0.000613829121f;

    private GeluFunction() { }

    /** x Φ(x). */
    public static float of(float x) {
        // Below −A the polynomial's rounding error would be multiplied by x: x Φ(x) is below 1e-6 there, 0 in float.
        return x < -LIMIT ? 0f : x * normal(x);
    }

    /** Φ(x) + x φ(x). */
    public static float slope(float x) {
        // x φ(x) is 0 in float beyond 12.
        float z = x < -12f ? -12f : x;
        z = z > 12f ? 12f : z;
        return normal(x) + z * DENSITY * ExponentialFunctions.exp(-0.5f * z * z);
    }

    /** Φ(x). */
    private static float normal(float x) {
        float z = x < -LIMIT ? -LIMIT : x;
        z = z > LIMIT ? LIMIT : z;
        float t = z * z * SCALE - 1f;
        float p = (((P13 * t + P12) * t + P11) * t + P10) * t + P9;
        p = ((((p * t + P8) * t + P7) * t + P6) * t + P5) * t + P4;
        p = (((p * t + P3) * t + P2) * t + P1) * t + P0;
        return z * p + 0.5f;
    }
}
