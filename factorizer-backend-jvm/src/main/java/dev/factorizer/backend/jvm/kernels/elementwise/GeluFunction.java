package dev.factorizer.backend.jvm.kernels.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The exact Gaussian error linear unit x Φ(x) and its derivative Φ(x) + x φ(x).
 *
 * <p>Φ(x) − ½ = x P(t) with t = 2x²/A² − 1 in [−1, 1], a polynomial fitted for |x| ≤ A; beyond A, Φ is 0 or 1 to float
 * precision. The shift to [−1, 1] keeps the coefficients small, so that Horner's rule loses nothing in float; no
 * division, no exponential, no table.
 */
public final class GeluFunction {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final float LIMIT = 5.25f;
    private static final float SCALE = 2f / (LIMIT * LIMIT);
    private static final float DENSITY = (float) (1 / Math.sqrt(2 * Math.PI));

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

    /**
     * Applies the function in place.
     *
     * @param values the numbers, from index 0
     * @param n how many, a multiple of the lanes
     */
    public static void apply(float[] values, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatVector x = FloatVector.fromArray(SPECIES, values, i);
            // Compare and blend are two instructions; min and max are six or more, for NaN and −0.
            FloatVector z = x.blend(-LIMIT, x.compare(VectorOperators.LT, -LIMIT));
            z = z.blend(LIMIT, z.compare(VectorOperators.GT, LIMIT));
            FloatVector t = z.mul(z).fma(FloatVector.broadcast(SPECIES, SCALE), FloatVector.broadcast(SPECIES, -1f));
            FloatVector p = t.fma(FloatVector.broadcast(SPECIES, P13), FloatVector.broadcast(SPECIES, P12));
            p = p.fma(t, FloatVector.broadcast(SPECIES, P11)).fma(t, FloatVector.broadcast(SPECIES, P10));
            p = p.fma(t, FloatVector.broadcast(SPECIES, P9)).fma(t, FloatVector.broadcast(SPECIES, P8));
            p = p.fma(t, FloatVector.broadcast(SPECIES, P7)).fma(t, FloatVector.broadcast(SPECIES, P6));
            p = p.fma(t, FloatVector.broadcast(SPECIES, P5)).fma(t, FloatVector.broadcast(SPECIES, P4));
            p = p.fma(t, FloatVector.broadcast(SPECIES, P3)).fma(t, FloatVector.broadcast(SPECIES, P2));
            p = p.fma(t, FloatVector.broadcast(SPECIES, P1)).fma(t, FloatVector.broadcast(SPECIES, P0));
            FloatVector phi = z.fma(p, FloatVector.broadcast(SPECIES, 0.5f));
            // Below −A the polynomial's rounding error would be multiplied by x: x Φ(x) is below 1e-6 there, 0 in float.
            VectorMask<Float> far = x.compare(VectorOperators.LT, -LIMIT);
            phi.mul(x).blend(0f, far).intoArray(values, i);
        }
    }

    /**
     * g becomes g · derivative(x).
     *
     * @param values x
     * @param g the gradient of the function
     * @param results where x Φ(x) goes, or null; may be values
     * @param from the first index in all arrays
     * @param n how many numbers, a multiple of the lanes
     */
    public static void applyGradient(float[] values, float[] g, float[] results, int from, int n) {
        for (int i = from; i < from + n; i += SPECIES.length()) {
            FloatVector x = FloatVector.fromArray(SPECIES, values, i);
            FloatVector z = x.blend(-LIMIT, x.compare(VectorOperators.LT, -LIMIT));
            z = z.blend(LIMIT, z.compare(VectorOperators.GT, LIMIT));
            FloatVector square = z.mul(z);
            FloatVector t = square.fma(FloatVector.broadcast(SPECIES, SCALE), FloatVector.broadcast(SPECIES, -1f));
            FloatVector p = t.fma(FloatVector.broadcast(SPECIES, P13), FloatVector.broadcast(SPECIES, P12));
            p = p.fma(t, FloatVector.broadcast(SPECIES, P11)).fma(t, FloatVector.broadcast(SPECIES, P10));
            p = p.fma(t, FloatVector.broadcast(SPECIES, P9)).fma(t, FloatVector.broadcast(SPECIES, P8));
            p = p.fma(t, FloatVector.broadcast(SPECIES, P7)).fma(t, FloatVector.broadcast(SPECIES, P6));
            p = p.fma(t, FloatVector.broadcast(SPECIES, P5)).fma(t, FloatVector.broadcast(SPECIES, P4));
            p = p.fma(t, FloatVector.broadcast(SPECIES, P3)).fma(t, FloatVector.broadcast(SPECIES, P2));
            p = p.fma(t, FloatVector.broadcast(SPECIES, P1)).fma(t, FloatVector.broadcast(SPECIES, P0));
            FloatVector phi = z.fma(p, FloatVector.broadcast(SPECIES, 0.5f));
            if (results != null) {
                phi.mul(x).blend(0f, x.compare(VectorOperators.LT, -LIMIT)).intoArray(results, i);
            }
            // e^(−x²/2) as in ElementaryFunctions.exp; x φ(x) is 0 in float beyond 12, and up to there one factor 2ⁿ does.
            FloatVector near = x.blend(-12f, x.compare(VectorOperators.LT, -12f));
            near = near.blend(12f, near.compare(VectorOperators.GT, 12f));
            FloatVector power = near.mul(near).mul(-0.5f);
            FloatVector rounded = power.fma(FloatVector.broadcast(SPECIES, ElementaryFunctions.LOG2_E),
                    FloatVector.broadcast(SPECIES, ElementaryFunctions.ROUNDER));
            FloatVector whole = rounded.sub(ElementaryFunctions.ROUNDER);
            FloatVector r = whole.fma(FloatVector.broadcast(SPECIES, -ElementaryFunctions.LN2_HIGH), power);
            r = whole.fma(FloatVector.broadcast(SPECIES, -ElementaryFunctions.LN2_LOW), r);
            FloatVector q = r.fma(FloatVector.broadcast(SPECIES, ElementaryFunctions.E7),
                    FloatVector.broadcast(SPECIES, ElementaryFunctions.E6));
            q = q.fma(r, FloatVector.broadcast(SPECIES, ElementaryFunctions.E5))
                    .fma(r, FloatVector.broadcast(SPECIES, ElementaryFunctions.E4));
            q = q.fma(r, FloatVector.broadcast(SPECIES, ElementaryFunctions.E3))
                    .fma(r, FloatVector.broadcast(SPECIES, ElementaryFunctions.E2));
            q = q.mul(r).fma(r, r).add(1f);
            FloatVector scale = rounded.reinterpretAsInts().sub(ElementaryFunctions.ROUNDER_BITS - 127)
                    .lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector slope = near.fma(q.mul(scale).mul(DENSITY), phi);
            FloatVector.fromArray(SPECIES, g, i).mul(slope).intoArray(g, i);
        }
    }
}
