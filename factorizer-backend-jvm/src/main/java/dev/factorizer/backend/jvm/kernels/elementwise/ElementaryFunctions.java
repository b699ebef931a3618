package dev.factorizer.backend.jvm.kernels.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponentials and logarithms of arrays in place, within two units in the last place.
 *
 * <p>Written with additions, products and bit operations only: the vector operators of the same names call a native
 * library once compiled and the scalar functions before, with other last bits, and the bits of a program must not depend
 * on how warm it is. Each loop holds all its steps: a method that takes vectors may not be inlined, which puts each into an
 * object.
 *
 * <p>Arrays have room for whole vectors: numbers beyond n are overwritten.
 */
public final class ElementaryFunctions {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTEGERS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    static final float LOG2_E = 1.44269504f;
    /** ln 2 in two parts; the first has few bits, so that its product with a small integer is exact. */
    static final float LN2_HIGH = 0.693359375f;
    static final float LN2_LOW = -2.12194440e-4f;
    /** Adding 1.5 · 2²³ rounds to a whole number and leaves it in the low bits. */
    static final float ROUNDER = 12582912f;
    static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);
    private static final int ROOT_HALF_BITS = Float.floatToRawIntBits((float) Math.sqrt(0.5));

    // (e^r − 1 − r) / r² for |r| ≤ ln 2 / 2: the series 1/2! + r/3! + …
    static final float E2 = 0.5f;
    static final float E3 = 1 / 6f;
    static final float E4 = 1 / 24f;
    static final float E5 = 1 / 120f;
    static final float E6 = 1 / 720f;
    static final float E7 = 1 / 5040f;

    // 2 atanh(s) − 2 s = s³ (2/3 + 2 s²/5 + …) with s = f / (2 + f).
    private static final float L3 = 2 / 3f;
    private static final float L5 = 2 / 5f;
    private static final float L7 = 2 / 7f;
    private static final float L9 = 2 / 9f;

    private ElementaryFunctions() { }

    /**
     * eˣ: x = n ln 2 + r, the series of r, and 2ⁿ put in by two factors so that neither end overflows early.
     *
     * @param x the numbers, and then their powers
     * @param n how many
     */
    public static void exp(float[] x, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            v = v.blend(-110f, v.compare(VectorOperators.LT, -110f));
            v = v.blend(90f, v.compare(VectorOperators.GT, 90f));
            FloatVector rounded = v.fma(FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, ROUNDER));
            FloatVector whole = rounded.sub(ROUNDER);
            FloatVector r = whole.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), v);
            r = whole.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), r);
            FloatVector p = r.fma(FloatVector.broadcast(SPECIES, E7), FloatVector.broadcast(SPECIES, E6));
            p = p.fma(r, FloatVector.broadcast(SPECIES, E5)).fma(r, FloatVector.broadcast(SPECIES, E4));
            p = p.fma(r, FloatVector.broadcast(SPECIES, E3)).fma(r, FloatVector.broadcast(SPECIES, E2));
            p = p.mul(r).fma(r, r).add(1f);
            IntVector exponent = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
            IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
            FloatVector first = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector second = exponent.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            p.mul(first).mul(second).intoArray(x, i);
        }
    }

    /** eˣ − 1 = 2ⁿ (e^r − 1) + (2ⁿ − 1), exact near 0. */
    static void expm1(float[] x, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector given = FloatVector.fromArray(SPECIES, x, i);
            FloatVector v = given.blend(-20f, given.compare(VectorOperators.LT, -20f));
            // e^88.9 is infinite in float, and its n is still 128.
            v = v.blend(88.9f, v.compare(VectorOperators.GT, 88.9f));
            FloatVector rounded = v.fma(FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, ROUNDER));
            FloatVector whole = rounded.sub(ROUNDER);
            FloatVector r = whole.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), v);
            r = whole.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), r);
            FloatVector p = r.fma(FloatVector.broadcast(SPECIES, E7), FloatVector.broadcast(SPECIES, E6));
            p = p.fma(r, FloatVector.broadcast(SPECIES, E5)).fma(r, FloatVector.broadcast(SPECIES, E4));
            p = p.fma(r, FloatVector.broadcast(SPECIES, E3)).fma(r, FloatVector.broadcast(SPECIES, E2));
            p = p.mul(r).fma(r, r);
            // 2ⁿ⁻¹, since 2¹²⁸ is no float; doubled at the end.
            FloatVector scale = rounded.reinterpretAsInts().sub(ROUNDER_BITS).add(126).lanewise(VectorOperators.LSHL, 23)
                    .reinterpretAsFloats();
            FloatVector y = scale.fma(p, scale.sub(0.5f)).mul(2f);
            y.blend(given, given.lanewise(VectorOperators.ABS).compare(VectorOperators.LT, 1e-8f)).intoArray(x, i);
        }
    }

    /** ln x: x = 2ᵉ (1 + f) with 1 + f around 1, and the series of atanh. */
    static void log(float[] x, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector given = FloatVector.fromArray(SPECIES, x, i);
            VectorMask<Float> subnormal = given.compare(VectorOperators.LT, Float.MIN_NORMAL);
            IntVector bits = given.blend(given.mul(0x1p23f), subnormal).reinterpretAsInts();
            IntVector shifted = bits.sub(ROOT_HALF_BITS);
            IntVector exponent = shifted.lanewise(VectorOperators.ASHR, 23);
            FloatVector f = bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
            exponent = exponent.blend(exponent.sub(23), subnormal.cast(INTEGERS));
            FloatVector e = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
            FloatVector s = f.div(f.add(2f));
            FloatVector z = s.mul(s);
            FloatVector p = z.fma(FloatVector.broadcast(SPECIES, L9), FloatVector.broadcast(SPECIES, L7));
            p = p.fma(z, FloatVector.broadcast(SPECIES, L5)).fma(z, FloatVector.broadcast(SPECIES, L3)).mul(z);
            FloatVector square = f.mul(f).mul(0.5f);
            // 2 s = f − s f, and s f = f²/2 − s f²/2: what is subtracted from f stays small.
            FloatVector rest = s.fma(square.add(p), e.mul(LN2_LOW));
            FloatVector y = e.fma(FloatVector.broadcast(SPECIES, LN2_HIGH), f.sub(square.sub(rest)));
            y = y.blend(Float.NEGATIVE_INFINITY, given.compare(VectorOperators.EQ, 0f));
            y = y.blend(Float.NaN, given.compare(VectorOperators.LT, 0f));
            y = y.blend(given, given.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
            y.blend(given, given.compare(VectorOperators.NE, given)).intoArray(x, i);
        }
    }

    /**
     * ln(1 + x) = ln u + (x − (u − 1)) / u with u = 1 + x as rounded: the second term is what rounding lost.
     *
     * @param lost working space of n numbers
     */
    static void log1p(float[] x, float[] lost, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            FloatVector u = v.add(1f);
            FloatVector correction = v.sub(u.sub(1f)).div(u);
            // At −1 and at infinity the logarithm is the whole answer.
            VectorMask<Float> end = u.compare(VectorOperators.EQ, 0f)
                    .or(u.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
            correction.blend(0f, end).intoArray(lost, i);
            u.intoArray(x, i);
        }
        log(x, n);
        for (int i = 0; i < n; i++) {
            x[i] += lost[i];
        }
    }

    /** 1 / (1 + e⁻ˣ). */
    static void sigmoid(float[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = -x[i];
        }
        exp(x, n);
        for (int i = 0; i < n; i++) {
            x[i] = 1 / (1 + x[i]);
        }
    }

    /**
     * tanh x = d / (d + 2) with d = e²ˣ − 1 of |x|, and the sign of x.
     *
     * @param given working space of n numbers
     */
    static void tanh(float[] x, float[] given, int n) {
        System.arraycopy(x, 0, given, 0, n);
        for (int i = 0; i < n; i++) {
            float size = Math.abs(x[i]);
            // At 10 the result is 1 in float; written so that a NaN stays one.
            x[i] = size > 10 ? 20 : 2 * size;
        }
        expm1(x, n);
        for (int i = 0; i < n; i++) {
            x[i] = Math.copySign(x[i] / (x[i] + 2), given[i]);
        }
    }
}
