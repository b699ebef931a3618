package dev.factorizer.backend.tornado.kernels.functions;

/**
 * The error function 2/√π ∫₀ˣ e^(−t²) dt of one float, within two units in the last place, by two polynomials fitted at
 * Chebyshev's points.
 */
public final class ErfFunction {
    // erf(x) / x − 1 by powers of x², |x| ≤ 1.
    private static final float N0 = 0.128379166f;
    private static final float N1 = -0.376126267f;
    private static final float N2 = 0.112835947f;
    private static final float N3 = -0.0268542120f;
    private static final float N4 = 0.00518908742f;
    private static final float N5 = -8.01686428e-4f;
    private static final float N6 = 7.87587505e-5f;

    // (1 − erf t) e^(t²) by powers of 1 / (t + 2), t from 1 to 4; above, erf is 1 in float.
    private static final float F0 = 0.001331862f;
    private static final float F1 = 0.528864713f;
    private static final float F2 = 1.514845764f;
    private static final float F3 = -0.241433497f;
    private static final float F4 = 9.671553188f;
    private static final float F5 = -7.001463591f;

    private ErfFunction() { }

    public static float of(float x) {
        float s = x * x;
        float near = x + x * ((((((N6 * s + N5) * s + N4) * s + N3) * s + N2) * s + N1) * s + N0);
        float t = Math.abs(x);
        t = t > 4f ? 4f : t;
        float u = 1f / (t + 2f);
        float far = 1f - ExponentialFunctions.exp(-t * t)
                * (((((F5 * u + F4) * u + F3) * u + F2) * u + F1) * u + F0);
        far = x < 0f ? -far : far;
        return t > 1f ? far : near;
    }
}
