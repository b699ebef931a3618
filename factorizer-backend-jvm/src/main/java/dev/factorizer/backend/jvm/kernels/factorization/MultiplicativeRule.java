package dev.factorizer.backend.jvm.kernels.factorization;

import jdk.incubator.vector.FloatVector;

/** P ← (P ⊙ a + ε) / (P b + ε). */
record MultiplicativeRule() implements FactorRule {
    private static final int LANES = SPECIES.length();

    /** P b + ε, row by row. */
    private static void denominators(float[] w, FactorPlaces at, int to) {
        for (int r = 0; r < at.rank(); r++) {
            for (int j = 0; j < at.width(); j += LANES) {
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int s = 0; s < at.rank(); s++) {
                    sum = FloatVector.fromArray(SPECIES, w, at.row(at.old(), s) + j).fma(FloatVector.broadcast(SPECIES, w[at.b(s, r)]), sum);
                }
                sum.add(EPSILON).intoArray(w, at.row(to, r) + j);
            }
        }
    }

    @Override
    public void update(FactorWork work, FactorPlaces at) {
        float[] w = work.floats();
        denominators(w, at, at.first());
        for (int r = 0; r < at.rank(); r++) {
            for (int j = 0; j < at.width(); j += LANES) {
                int to = at.row(at.factor(), r) + j;
                FloatVector.fromArray(SPECIES, w, to).mul(FloatVector.fromArray(SPECIES, w, at.row(at.a(), r) + j)).add(EPSILON)
                        .div(FloatVector.fromArray(SPECIES, w, at.row(at.first(), r) + j)).intoArray(w, to);
            }
        }
    }

    /**
     * With n and m the numerator and denominator: dn = dP' / m, dm = −dP' P' / m; da = dn ⊙ P, dP = dn ⊙ a + dm bᵀ, db_sr = P_s · dm_r.
     */
    @Override
    public void pullBack(FactorWork work, FactorPlaces at, int d, int da) {
        float[] w = work.floats();
        int rank = at.rank();
        int dm = at.first();
        denominators(w, at, dm);
        for (int r = 0; r < rank; r++) {
            for (int j = 0; j < at.width(); j += LANES) {
                FloatVector dn = FloatVector.fromArray(SPECIES, w, at.row(d, r) + j).div(FloatVector.fromArray(SPECIES, w, at.row(dm, r) + j));
                dn.mul(FloatVector.fromArray(SPECIES, w, at.row(at.factor(), r) + j)).neg().intoArray(w, at.row(dm, r) + j);
                dn.mul(FloatVector.fromArray(SPECIES, w, at.row(at.old(), r) + j)).intoArray(w, at.row(da, r) + j);
                dn.mul(FloatVector.fromArray(SPECIES, w, at.row(at.a(), r) + j)).intoArray(w, at.row(d, r) + j);
            }
        }
        for (int s = 0; s < rank; s++) {
            for (int j = 0; j < at.width(); j += LANES) {
                FloatVector sum = FloatVector.fromArray(SPECIES, w, at.row(d, s) + j);
                for (int r = 0; r < rank; r++) {
                    sum = FloatVector.fromArray(SPECIES, w, at.row(dm, r) + j).fma(FloatVector.broadcast(SPECIES, w[at.b(s, r)]), sum);
                }
                sum.intoArray(w, at.row(d, s) + j);
            }
        }
        at.products(work, at.old(), dm);
        System.arraycopy(work.sums(), 0, work.coupling(), 0, rank * rank);
    }
}
