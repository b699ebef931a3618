package dev.factorizer.backend.jvm.kernels.factorization;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Column by column: P_r = (a_r − Σ_{s≠r} P_s b_sr + ε) / (b_rr + ε), with what is updated already.
 *
 * @param nonnegative whether each column is made nonnegative as it is updated
 */
record ColumnRule(boolean nonnegative) implements FactorRule {
    private static final int LANES = SPECIES.length();

    /**
     * Columns of the other factor that died together are equal afterwards. Then the first one of theirs takes all that is left, and for the
     * second exactly nothing is, if products are rounded and divided like sums; with a fused product or a reciprocal it would be the
     * rounding error, which ε doesn't hide.
     */
    @Override
    public void update(FactorWork work, FactorPlaces at) {
        float[] w = work.floats();
        for (int r = 0; r < at.rank(); r++) {
            float denominator = w[at.b(r, r)] + EPSILON;
            for (int j = 0; j < at.width(); j += LANES) {
                FloatVector others = FloatVector.zero(SPECIES);
                for (int s = 0; s < at.rank(); s++) {
                    if (s != r) {
                        others = others.add(FloatVector.fromArray(SPECIES, w, at.row(at.factor(), s) + j).mul(w[at.b(s, r)]));
                    }
                }
                FloatVector updated = FloatVector.fromArray(SPECIES, w, at.row(at.a(), r) + j).sub(others).add(EPSILON).div(denominator);
                if (nonnegative) {
                    updated = updated.blend(0f, updated.compare(VectorOperators.LT, 0f));
                }
                updated.intoArray(w, at.row(at.factor(), r) + j);
            }
        }
    }

    /** With dn_r = dP_r / (b_rr + ε) where the column was not cut: da_r = dn_r, dP_s −= dn_r b_sr, db_sr −= P_s · dn_r. */
    @Override
    public void pullBack(FactorWork work, FactorPlaces at, int d, int da) {
        float[] w = work.floats();
        int rank = at.rank();
        int old = at.first();
        Arrays.fill(w, old, old + rank * at.width(), 0);
        for (int r = rank - 1; r >= 0; r--) {
            float inverse = 1 / (w[at.b(r, r)] + EPSILON);
            for (int j = 0; j < at.width(); j += LANES) {
                FloatVector dn = FloatVector.fromArray(SPECIES, w, at.row(d, r) + j).mul(inverse);
                if (nonnegative) {
                    dn = FloatVector.zero(SPECIES).blend(dn, FloatVector.fromArray(SPECIES, w, at.row(at.factor(), r) + j)
                            .compare(VectorOperators.GT, 0f));
                }
                dn.intoArray(w, at.row(da, r) + j);
                for (int s = 0; s < rank; s++) {
                    if (s != r) {
                        // Columns before this one were new when it was updated, those after it were old.
                        int to = at.row(s < r ? d : old, s) + j;
                        dn.fma(FloatVector.broadcast(SPECIES, -w[at.b(s, r)]), FloatVector.fromArray(SPECIES, w, to)).intoArray(w, to);
                    }
                }
            }
        }
        at.products(work, at.factor(), da);
        for (int s = 0; s < rank; s++) {
            for (int r = 0; r < rank; r++) {
                work.coupling()[s * rank + r] = s <= r ? -work.sums()[s * rank + r] : 0;
            }
        }
        at.products(work, at.old(), da);
        for (int s = 0; s < rank; s++) {
            for (int r = 0; r < s; r++) {
                work.coupling()[s * rank + r] = -work.sums()[s * rank + r];
            }
        }
        System.arraycopy(w, old, w, d, rank * at.width());
    }
}
