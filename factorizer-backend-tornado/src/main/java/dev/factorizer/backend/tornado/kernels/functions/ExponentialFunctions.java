package dev.factorizer.backend.tornado.kernels.functions;

/**
 * Exponentials, logarithms and their kin of one float, within two and a half units in the last place.
 *
 * <p>Written with sums, products and comparisons only: the functions of a device differ from device to device in their last
 * bits, and a compiler for devices knows no way to look at the bits of a float. They hold whether or not a product and a sum
 * are rounded as one; they do not hold where a compiler takes sums for associative.
 */
public final class ExponentialFunctions {
    private static final float LOG2_E = 1.44269504f;
    /** ln 2 in two parts; the first has few bits, so that its product with a small integer is exact. */
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    /** Adding 1.5 · 2²³ rounds to a whole number. */
    private static final float ROUNDER = 12582912f;
    private static final float ROOT_2 = 1.41421356f;

    // (e^r − 1 − r) / r² for |r| ≤ ln 2 / 2: the series 1/2! + r/3! + …
    private static final float E2 = 0.5f;
    private static final float E3 = 1 / 6f;
    private static final float E4 = 1 / 24f;
    private static final float E5 = 1 / 120f;
    private static final float E6 = 1 / 720f;
    private static final float E7 = 1 / 5040f;

    // 2 atanh(s) − 2 s = s³ (2/3 + 2 s²/5 + …) with s = f / (2 + f).
    private static final float L3 = 2 / 3f;
    private static final float L5 = 2 / 5f;
    private static final float L7 = 2 / 7f;
    private static final float L9 = 2 / 9f;

    private ExponentialFunctions() { }

    /** The whole number next to x, |x| below 2²². */
    public static float nearest(float x) {
        return x + ROUNDER - ROUNDER;
    }

    /** x 2ⁿ, rounded once, for n from −160 to 128: 2ⁿ = (2^(⌊n/16⌋/2))^32 · 2^(n mod 16), each from a shift. */
    public static float scaled(float x, int n) {
        int shifted = n + 160;
        float root = (1 << (shifted >> 4)) * 0x1p-10f;
        float square = root * root;
        float fourth = square * square;
        float eighth = fourth * fourth;
        return x * (1 << (shifted & 15)) * eighth * eighth;
    }

    /** (e^r − 1) for |r| ≤ ln 2 / 2. */
    private static float series(float r) {
        float p = ((((E7 * r + E6) * r + E5) * r + E4) * r + E3) * r + E2;
        return p * r * r + r;
    }

    /** eˣ: x = n ln 2 + r, and the series of r. */
    public static float exp(float x) {
        float v = x < -110f ? -110f : x;
        v = v > 90f ? 90f : v;
        float n = nearest(v * LOG2_E);
        float r = v - n * LN2_HIGH - n * LN2_LOW;
        // What a device casts a NaN to is open.
        return x != x ? x : scaled(series(r) + 1f, (int) n);
    }

    /** eˣ − 1 = 2ⁿ (e^r − 1) + (2ⁿ − 1), exact near 0. */
    public static float expm1(float x) {
        float v = x < -20f ? -20f : x;
        // e^88.9 is infinite in float, and its n is still 128.
        v = v > 88.9f ? 88.9f : v;
        float n = nearest(v * LOG2_E);
        float r = v - n * LN2_HIGH - n * LN2_LOW;
        // 2ⁿ⁻¹, since 2¹²⁸ is no float; doubled at the end.
        float scale = scaled(1f, (int) n - 1);
        float y = (scale * series(r) + (scale - 0.5f)) * 2f;
        // Written so that a NaN stays one: what a device casts it to is open.
        return Math.abs(x) >= 1e-8f ? y : x;
    }

    /** ln x: x = 2ᵉ (1 + f) with 1 + f around 1, and the series of atanh. */
    public static float log(float x) {
        float m = x;
        float e = 0f;
        // Into [1, ∞): subnormal numbers need two steps.
        boolean tiny = m < 0x1p-63f;
        m = tiny ? m * 0x1p86f : m;
        e = tiny ? e - 86f : e;
        boolean small = m < 1f;
        m = small ? m * 0x1p64f : m;
        e = small ? e - 64f : e;
        // Into [1, 2), a bit of the exponent at a time.
        boolean big = m >= 0x1p64f;
        m = big ? m * 0x1p-64f : m;
        e = big ? e + 64f : e;
        big = m >= 0x1p32f;
        m = big ? m * 0x1p-32f : m;
        e = big ? e + 32f : e;
        big = m >= 0x1p16f;
        m = big ? m * 0x1p-16f : m;
        e = big ? e + 16f : e;
        big = m >= 0x1p8f;
        m = big ? m * 0x1p-8f : m;
        e = big ? e + 8f : e;
        big = m >= 0x1p4f;
        m = big ? m * 0x1p-4f : m;
        e = big ? e + 4f : e;
        big = m >= 0x1p2f;
        m = big ? m * 0x1p-2f : m;
        e = big ? e + 2f : e;
        // And into [√½, √2).
        big = m >= 2f;
        m = big ? m * 0.5f : m;
        e = big ? e + 1f : e;
        big = m >= ROOT_2;
        m = big ? m * 0.5f : m;
        e = big ? e + 1f : e;
        float f = m - 1f;
        float s = f / (f + 2f);
        float z = s * s;
        float p = (((L9 * z + L7) * z + L5) * z + L3) * z;
        float square = f * f * 0.5f;
        // 2 s = f − s f, and s f = f²/2 − s f²/2: what is subtracted from f stays small.
        float y = e * LN2_HIGH + (f - (square - (s * (square + p) + e * LN2_LOW)));
        y = x > Float.MAX_VALUE ? x : y;
        // −1/0 is −∞, and 0/0 is NaN.
        y = x == 0f ? -1f / (x * x) : y;
        return x < 0f || x != x ? (x - x) / (x - x) : y;
    }

    /** ln(1 + x) = ln u + (x − (u − 1)) / u with u = 1 + x as rounded: the second term is what rounding lost. */
    public static float log1p(float x) {
        float u = x + 1f;
        float lost = (x - (u - 1f)) / u;
        // At −1 and at infinity the logarithm is the whole answer.
        return log(u) + (u == 0f || u > Float.MAX_VALUE ? 0f : lost);
    }

    /** 1 / (1 + e⁻ˣ). */
    public static float sigmoid(float x) {
        return 1f / (1f + exp(-x));
    }

    /** tanh x = d / (d + 2) with d = e²ˣ − 1 of |x|, and the sign of x. */
    public static float tanh(float x) {
        float size = Math.abs(x);
        // At 10 the result is 1 in float; written so that a NaN stays one.
        float d = expm1(size > 10f ? 20f : 2f * size);
        float y = d / (d + 2f);
        return x < 0f ? -y : y;
    }
}
