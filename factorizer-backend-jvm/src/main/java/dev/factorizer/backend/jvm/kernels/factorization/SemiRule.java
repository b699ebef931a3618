package dev.factorizer.backend.jvm.kernels.factorization;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Semi-NMF: P ← P ⊙ √(n / m) with n = a⁺ + P b⁻ + ε and m = a⁻ + P b⁺ + ε. */
record SemiRule() implements FactorRule {
    private static final int LANES = SPECIES.length();

    /** n and m, row by row. */
    private static void parts(float[] w, FactorPlaces at, int up, int down) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int r = 0; r < at.rank(); r++) {
            for (int j = 0; j < at.width(); j += LANES) {
                FloatVector a = FloatVector.fromArray(SPECIES, w, at.row(at.a(), r) + j);
                FloatVector n = a.blend(zero, a.compare(VectorOperators.LT, 0f));
                FloatVector m = a.neg().blend(zero, a.compare(VectorOperators.GT, 0f));
                for (int s = 0; s < at.rank(); s++) {
                    FloatVector old = FloatVector.fromArray(SPECIES, w, at.row(at.old(), s) + j);
                    float b = w[at.b(s, r)];
                    n = old.fma(FloatVector.broadcast(SPECIES, b < 0 ? -b : 0), n);
                    m = old.fma(FloatVector.broadcast(SPECIES, b < 0 ? 0 : b), m);
                }
                n.add(EPSILON).intoArray(w, at.row(up, r) + j);
                m.add(EPSILON).intoArray(w, at.row(down, r) + j);
            }
        }
    }

    @Override
    public void update(FactorWork work, FactorPlaces at) {
        float[] w = work.floats();
        parts(w, at, at.first(), at.second());
        for (int r = 0; r < at.rank(); r++) {
            for (int j = 0; j < at.width(); j += LANES) {
                int to = at.row(at.factor(), r) + j;
                FloatVector.fromArray(SPECIES, w, at.row(at.first(), r) + j).div(FloatVector.fromArray(SPECIES, w, at.row(at.second(), r) + j))
                        .sqrt().mul(FloatVector.fromArray(SPECIES, w, to)).intoArray(w, to);
            }
        }
    }

    /**
     * With q = n / m: dq = dP' ⊙ P / (2 √q), dn = dq / m, dm = −dq q / m; da = dn where a > 0, −dm where a &lt; 0; dP = dP' √q + dn b⁻ᵀ +
     * dm b⁺ᵀ; db_sr = −P_s · dn_r where b_sr &lt; 0, P_s · dm_r where it is above 0.
     */
    @Override
    public void pullBack(FactorWork work, FactorPlaces at, int d, int da) {
        float[] w = work.floats();
        int rank = at.rank();
        int dn = at.first();
        int dm = at.second();
        parts(w, at, dn, dm);
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int r = 0; r < rank; r++) {
            for (int j = 0; j < at.width(); j += LANES) {
                FloatVector m = FloatVector.fromArray(SPECIES, w, at.row(dm, r) + j);
                FloatVector q = FloatVector.fromArray(SPECIES, w, at.row(dn, r) + j).div(m);
                FloatVector root = q.sqrt();
                FloatVector gradient = FloatVector.fromArray(SPECIES, w, at.row(d, r) + j);
                FloatVector up = gradient.mul(FloatVector.fromArray(SPECIES, w, at.row(at.old(), r) + j)).mul(0.5f).div(root).div(m);
                FloatVector down = up.mul(q).neg();
                FloatVector a = FloatVector.fromArray(SPECIES, w, at.row(at.a(), r) + j);
                zero.blend(up, a.compare(VectorOperators.GT, 0f)).blend(down.neg(), a.compare(VectorOperators.LT, 0f))
                        .intoArray(w, at.row(da, r) + j);
                up.intoArray(w, at.row(dn, r) + j);
                down.intoArray(w, at.row(dm, r) + j);
                gradient.mul(root).intoArray(w, at.row(d, r) + j);
            }
        }
        for (int s = 0; s < rank; s++) {
            for (int j = 0; j < at.width(); j += LANES) {
                FloatVector sum = FloatVector.fromArray(SPECIES, w, at.row(d, s) + j);
                for (int r = 0; r < rank; r++) {
                    float b = w[at.b(s, r)];
                    sum = FloatVector.fromArray(SPECIES, w, at.row(dn, r) + j).fma(FloatVector.broadcast(SPECIES, b < 0 ? -b : 0), sum);
                    sum = FloatVector.fromArray(SPECIES, w, at.row(dm, r) + j).fma(FloatVector.broadcast(SPECIES, b < 0 ? 0 : b), sum);
                }
                sum.intoArray(w, at.row(d, s) + j);
            }
        }
        at.products(work, at.old(), dn);
        for (int i = 0; i < rank * rank; i++) {
            work.coupling()[i] = w[at.b() + i] < 0 ? -work.sums()[i] : 0;
        }
        at.products(work, at.old(), dm);
        for (int i = 0; i < rank * rank; i++) {
            if (w[at.b() + i] > 0) {
                work.coupling()[i] = work.sums()[i];
            }
        }
    }
}
