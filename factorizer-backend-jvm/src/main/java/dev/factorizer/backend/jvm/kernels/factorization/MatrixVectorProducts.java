package dev.factorizer.backend.jvm.kernels.factorization;

import dev.factorizer.backend.jvm.kernels.vectors.LaneSums;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A matrix in cache times a vector, from both sides. Matrices begin at {@code from} in their array; vectors lie in one working
 * array.
 *
 * @param matrix how the matrix lies
 */
record MatrixVectorProducts(MatrixLayout matrix) {
    /** Columns summed in float before a sum goes on in double. */
    static final int CHUNK = 4096;
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /**
     * work[to + i] = Σ_j x[i][j] work[at + j], four rows at a time.
     *
     * @param lanes where four vectors can be stored in {@code work}
     */
    void multiply(float[] x, int from, float[] work, int at, int to, int lanes) {
        int m = matrix.rows();
        int stride = matrix.stride();
        int width = matrix.width();
        for (int i = 0; i < m; i += 4) {
            int r0 = from + i * stride;
            int r1 = from + Math.min(i + 1, m - 1) * stride;
            int r2 = from + Math.min(i + 2, m - 1) * stride;
            int r3 = from + Math.min(i + 3, m - 1) * stride;
            double t0 = 0;
            double t1 = 0;
            double t2 = 0;
            double t3 = 0;
            for (int chunk = 0; chunk < width; chunk += CHUNK) {
                FloatVector s0 = FloatVector.zero(SPECIES);
                FloatVector s1 = s0;
                FloatVector s2 = s0;
                FloatVector s3 = s0;
                for (int j = chunk; j < Math.min(width, chunk + CHUNK); j += LANES) {
                    FloatVector w = FloatVector.fromArray(SPECIES, work, at + j);
                    s0 = FloatVector.fromArray(SPECIES, x, r0 + j).fma(w, s0);
                    s1 = FloatVector.fromArray(SPECIES, x, r1 + j).fma(w, s1);
                    s2 = FloatVector.fromArray(SPECIES, x, r2 + j).fma(w, s2);
                    s3 = FloatVector.fromArray(SPECIES, x, r3 + j).fma(w, s3);
                }
                s0.intoArray(work, lanes);
                s1.intoArray(work, lanes + LANES);
                s2.intoArray(work, lanes + 2 * LANES);
                s3.intoArray(work, lanes + 3 * LANES);
                t0 += LaneSums.of(work, lanes);
                t1 += LaneSums.of(work, lanes + LANES);
                t2 += LaneSums.of(work, lanes + 2 * LANES);
                t3 += LaneSums.of(work, lanes + 3 * LANES);
            }
            work[to + i] = (float) t0;
            if (i + 1 < m) {
                work[to + i + 1] = (float) t1;
            }
            if (i + 2 < m) {
                work[to + i + 2] = (float) t2;
            }
            if (i + 3 < m) {
                work[to + i + 3] = (float) t3;
            }
        }
    }

    /** work[to + j] = Σ_i x[i][j] work[at + i]. */
    void multiplyTransposed(float[] x, int from, float[] work, int at, int to) {
        int m = matrix.rows();
        int stride = matrix.stride();
        int width = matrix.width();
        int whole = m / 8 * 8;
        for (int i = 0; i < whole; i += 8) {
            multiplyTransposed8(x, from + i * stride, work, at + i, to, i > 0);
        }
        for (int j = 0; j < width && whole < m; j += LANES) {
            FloatVector s = whole == 0 ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, work, to + j);
            for (int i = whole, row = from + whole * stride + j; i < m; i++, row += stride) {
                s = FloatVector.fromArray(SPECIES, x, row).fma(FloatVector.broadcast(SPECIES, work[at + i]), s);
            }
            s.intoArray(work, to + j);
        }
    }

    /** The same for eight rows, unrolled as {@link HalsEightRows} is. */
    private void multiplyTransposed8(float[] x, int from, float[] work, int at, int to, boolean add) {
        int stride = matrix.stride();
        int width = matrix.width();
        FloatVector u0 = FloatVector.broadcast(SPECIES, work[at]);
        FloatVector u1 = FloatVector.broadcast(SPECIES, work[at + 1]);
        FloatVector u2 = FloatVector.broadcast(SPECIES, work[at + 2]);
        FloatVector u3 = FloatVector.broadcast(SPECIES, work[at + 3]);
        FloatVector u4 = FloatVector.broadcast(SPECIES, work[at + 4]);
        FloatVector u5 = FloatVector.broadcast(SPECIES, work[at + 5]);
        FloatVector u6 = FloatVector.broadcast(SPECIES, work[at + 6]);
        FloatVector u7 = FloatVector.broadcast(SPECIES, work[at + 7]);
        for (int j = 0; j < width; j += LANES) {
            int i = from + j;
            FloatVector even = FloatVector.fromArray(SPECIES, x, i).mul(u0);
            FloatVector odd = FloatVector.fromArray(SPECIES, x, i + stride).mul(u1);
            even = FloatVector.fromArray(SPECIES, x, i + 2 * stride).fma(u2, even);
            odd = FloatVector.fromArray(SPECIES, x, i + 3 * stride).fma(u3, odd);
            even = FloatVector.fromArray(SPECIES, x, i + 4 * stride).fma(u4, even);
            odd = FloatVector.fromArray(SPECIES, x, i + 5 * stride).fma(u5, odd);
            even = FloatVector.fromArray(SPECIES, x, i + 6 * stride).fma(u6, even);
            odd = FloatVector.fromArray(SPECIES, x, i + 7 * stride).fma(u7, odd);
            FloatVector sum = even.add(odd);
            if (add) {
                sum = sum.add(FloatVector.fromArray(SPECIES, work, to + j));
            }
            sum.intoArray(work, to + j);
        }
    }
}
