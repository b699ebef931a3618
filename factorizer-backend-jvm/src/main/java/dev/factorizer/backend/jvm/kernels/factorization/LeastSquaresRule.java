package dev.factorizer.backend.jvm.kernels.factorization;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Least squares: P ← a b⁻¹.
 *
 * @param nonnegative whether the result is made nonnegative
 */
record LeastSquaresRule(boolean nonnegative) implements FactorRule {
    private static final int LANES = SPECIES.length();

    /**
     * b⁻¹ into the sums of the work, by Gauss and Jordan with partial pivoting in double precision.
     *
     * @throws ArithmeticException if b is singular
     */
    private static void invert(FactorWork work, FactorPlaces at) {
        int rank = at.rank();
        double[] m = work.coupling();
        double[] inverse = work.sums();
        for (int i = 0; i < rank * rank; i++) {
            m[i] = work.floats()[at.b() + i];
            inverse[i] = i / rank == i % rank ? 1 : 0;
        }
        for (int step = 0; step < rank; step++) {
            int pivot = step;
            for (int row = step + 1; row < rank; row++) {
                if (Math.abs(m[row * rank + step]) > Math.abs(m[pivot * rank + step])) {
                    pivot = row;
                }
            }
            double largest = m[pivot * rank + step];
            if (!(Math.abs(largest) > 0)) {
                throw new ArithmeticException("the products of a factor's columns are singular, expected a matrix of full rank");
            }
            for (int k = 0; k < rank; k++) {
                swap(m, step * rank + k, pivot * rank + k);
                swap(inverse, step * rank + k, pivot * rank + k);
                m[step * rank + k] /= largest;
                inverse[step * rank + k] /= largest;
            }
            for (int row = 0; row < rank; row++) {
                double factor = m[row * rank + step];
                for (int k = 0; k < rank && row != step; k++) {
                    m[row * rank + k] -= factor * m[step * rank + k];
                    inverse[row * rank + k] -= factor * inverse[step * rank + k];
                }
            }
        }
    }

    private static void swap(double[] values, int i, int j) {
        double held = values[i];
        values[i] = values[j];
        values[j] = held;
    }

    /** Rows of b⁻¹ times rows: to_r = Σ_s b⁻¹_rs from_s. */
    private static void apply(FactorWork work, FactorPlaces at, int from, int to) {
        float[] w = work.floats();
        for (int r = 0; r < at.rank(); r++) {
            for (int j = 0; j < at.width(); j += LANES) {
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int s = 0; s < at.rank(); s++) {
                    sum = FloatVector.fromArray(SPECIES, w, at.row(from, s) + j)
                            .fma(FloatVector.broadcast(SPECIES, (float) work.sums()[r * at.rank() + s]), sum);
                }
                sum.intoArray(w, at.row(to, r) + j);
            }
        }
    }

    @Override
    public void update(FactorWork work, FactorPlaces at) {
        float[] w = work.floats();
        invert(work, at);
        apply(work, at, at.a(), at.factor());
        for (int i = at.factor(); nonnegative && i < at.factor() + at.rank() * at.width(); i += LANES) {
            FloatVector value = FloatVector.fromArray(SPECIES, w, i);
            value.blend(0f, value.compare(VectorOperators.LT, 0f)).intoArray(w, i);
        }
    }

    /** b is symmetric: da = dP b⁻¹ where the result was not cut, db_sr = −da_s · P_r with P before it was cut; dP = 0. */
    @Override
    public void pullBack(FactorWork work, FactorPlaces at, int d, int da) {
        float[] w = work.floats();
        int rank = at.rank();
        int uncut = at.first();
        invert(work, at);
        apply(work, at, at.a(), uncut);
        for (int i = 0; i < rank * at.width(); i += LANES) {
            if (nonnegative) {
                FloatVector.zero(SPECIES).blend(FloatVector.fromArray(SPECIES, w, d + i),
                        FloatVector.fromArray(SPECIES, w, uncut + i).compare(VectorOperators.GT, 0f)).intoArray(w, d + i);
            }
        }
        apply(work, at, d, da);
        at.products(work, da, uncut);
        for (int i = 0; i < rank * rank; i++) {
            work.coupling()[i] = -work.sums()[i];
        }
        Arrays.fill(w, d, d + rank * at.width(), 0);
    }
}
