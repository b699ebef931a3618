package dev.factorizer.backend.jvm.kernels.factorization;

import dev.factorizer.backend.jvm.kernels.vectors.LaneSums;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Descent along the gradient with the best step: with g = a − P b and h = g b, P ← P + g (Σ g ⊙ g + ε) / (Σ g ⊙ h + ε).
 *
 * @param nonnegative whether the result is made nonnegative
 */
record DescentRule(boolean nonnegative) implements FactorRule {
    private static final int LANES = SPECIES.length();

    /** g and h, row by row. */
    private static void directions(float[] w, FactorPlaces at, int g, int h) {
        for (int r = 0; r < at.rank(); r++) {
            for (int j = 0; j < at.width(); j += LANES) {
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int s = 0; s < at.rank(); s++) {
                    sum = FloatVector.fromArray(SPECIES, w, at.row(at.old(), s) + j).fma(FloatVector.broadcast(SPECIES, w[at.b(s, r)]), sum);
                }
                FloatVector.fromArray(SPECIES, w, at.row(at.a(), r) + j).sub(sum).intoArray(w, at.row(g, r) + j);
            }
        }
        for (int r = 0; r < at.rank(); r++) {
            for (int j = 0; j < at.width(); j += LANES) {
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int s = 0; s < at.rank(); s++) {
                    sum = FloatVector.fromArray(SPECIES, w, at.row(g, s) + j).fma(FloatVector.broadcast(SPECIES, w[at.b(s, r)]), sum);
                }
                sum.intoArray(w, at.row(h, r) + j);
            }
        }
    }

    /** Σ of the products of all numbers at two places. */
    private static double sum(FactorWork work, FactorPlaces at, int first, int second) {
        float[] w = work.floats();
        double total = 0;
        int length = at.rank() * at.width();
        for (int chunk = 0; chunk < length; chunk += MatrixVectorProducts.CHUNK) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int i = chunk; i < Math.min(length, chunk + MatrixVectorProducts.CHUNK); i += LANES) {
                sum = FloatVector.fromArray(SPECIES, w, first + i).fma(FloatVector.fromArray(SPECIES, w, second + i), sum);
            }
            sum.intoArray(work.lanes(), 0);
            total += LaneSums.of(work.lanes(), 0);
        }
        return total;
    }

    @Override
    public void update(FactorWork work, FactorPlaces at) {
        float[] w = work.floats();
        int g = at.first();
        int h = at.second();
        directions(w, at, g, h);
        FloatVector step = FloatVector.broadcast(SPECIES, (float) ((sum(work, at, g, g) + EPSILON) / (sum(work, at, g, h) + EPSILON)));
        for (int i = 0; i < at.rank() * at.width(); i += LANES) {
            FloatVector next = FloatVector.fromArray(SPECIES, w, g + i).fma(step, FloatVector.fromArray(SPECIES, w, at.factor() + i));
            if (nonnegative) {
                next = next.blend(0f, next.compare(VectorOperators.LT, 0f));
            }
            next.intoArray(w, at.factor() + i);
        }
    }

    /**
     * With the step n / m: dn = (Σ dP' ⊙ g) / m, dm = −dn n / m, dg = dP' n / m + 2 dn g + 2 dm h; da = dg, dP = dP' − dg bᵀ,
     * db_sr = dm g_s · g_r − P_s · dg_r.
     */
    @Override
    public void pullBack(FactorWork work, FactorPlaces at, int d, int da) {
        float[] w = work.floats();
        int rank = at.rank();
        int g = at.first();
        int h = at.second();
        directions(w, at, g, h);
        for (int i = 0; nonnegative && i < rank * at.width(); i += LANES) {
            FloatVector.zero(SPECIES).blend(FloatVector.fromArray(SPECIES, w, d + i),
                    FloatVector.fromArray(SPECIES, w, at.factor() + i).compare(VectorOperators.GT, 0f)).intoArray(w, d + i);
        }
        double n = sum(work, at, g, g) + EPSILON;
        double m = sum(work, at, g, h) + EPSILON;
        double dn = sum(work, at, d, g) / m;
        double dm = -dn * n / m;
        FloatVector step = FloatVector.broadcast(SPECIES, (float) (n / m));
        FloatVector ofG = FloatVector.broadcast(SPECIES, (float) (2 * dn));
        FloatVector ofH = FloatVector.broadcast(SPECIES, (float) (2 * dm));
        for (int i = 0; i < rank * at.width(); i += LANES) {
            FloatVector dg = FloatVector.fromArray(SPECIES, w, d + i).mul(step);
            dg = FloatVector.fromArray(SPECIES, w, g + i).fma(ofG, dg);
            FloatVector.fromArray(SPECIES, w, h + i).fma(ofH, dg).intoArray(w, da + i);
        }
        at.products(work, g, g);
        for (int i = 0; i < rank * rank; i++) {
            work.coupling()[i] = dm * work.sums()[i];
        }
        at.products(work, at.old(), da);
        for (int i = 0; i < rank * rank; i++) {
            work.coupling()[i] -= work.sums()[i];
        }
        for (int s = 0; s < rank; s++) {
            for (int j = 0; j < at.width(); j += LANES) {
                FloatVector sum = FloatVector.fromArray(SPECIES, w, at.row(d, s) + j);
                for (int r = 0; r < rank; r++) {
                    sum = FloatVector.fromArray(SPECIES, w, at.row(da, r) + j).fma(FloatVector.broadcast(SPECIES, -w[at.b(s, r)]), sum);
                }
                sum.intoArray(w, at.row(d, s) + j);
            }
        }
    }
}
