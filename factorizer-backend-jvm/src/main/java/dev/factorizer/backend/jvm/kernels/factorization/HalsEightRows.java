package dev.factorizer.backend.jvm.kernels.factorization;

import dev.factorizer.backend.jvm.kernels.vectors.LaneSums;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Iterations of {@link HalsRankOne} on matrices of eight rows, as published networks have them: one pass per iteration, so that X
 * is read once.
 *
 * <p>The groups of eight lines here and in {@link MatrixVectorProducts} are one loop over the rows, x0 … x7 with u0 … u7 and the
 * sums a0 … a7, written out because vectors stay in registers only as local variables.
 *
 * @param matrix how the matrix lies
 * @param at where the vectors lie
 */
record HalsEightRows(MatrixLayout matrix, HalsVectors at) {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Whether matrices can be factorized in this way. */
    boolean fits() {
        return matrix.rows() == 8 && matrix.columns() == matrix.width() && matrix.columns() <= MatrixVectorProducts.CHUNK;
    }

    /**
     * The sums of the first iteration: p = X v goes to u(0).
     *
     * @return v·v
     */
    float start(float[] x, int from, float[] work) {
        int stride = matrix.stride();
        int width = matrix.width();
        int v = at.v(0);
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        FloatVector a7 = a0;
        FloatVector b = a0;
        for (int j = 0; j < width; j += LANES) {
            int i = from + j;
            FloatVector s = FloatVector.fromArray(SPECIES, work, v + j);
            b = s.fma(s, b);
            a0 = FloatVector.fromArray(SPECIES, x, i).fma(s, a0);
            a1 = FloatVector.fromArray(SPECIES, x, i + stride).fma(s, a1);
            a2 = FloatVector.fromArray(SPECIES, x, i + 2 * stride).fma(s, a2);
            a3 = FloatVector.fromArray(SPECIES, x, i + 3 * stride).fma(s, a3);
            a4 = FloatVector.fromArray(SPECIES, x, i + 4 * stride).fma(s, a4);
            a5 = FloatVector.fromArray(SPECIES, x, i + 5 * stride).fma(s, a5);
            a6 = FloatVector.fromArray(SPECIES, x, i + 6 * stride).fma(s, a6);
            a7 = FloatVector.fromArray(SPECIES, x, i + 7 * stride).fma(s, a7);
        }
        int lanes = at.lanes();
        a0.intoArray(work, lanes);
        a1.intoArray(work, lanes + LANES);
        a2.intoArray(work, lanes + 2 * LANES);
        a3.intoArray(work, lanes + 3 * LANES);
        a4.intoArray(work, lanes + 4 * LANES);
        a5.intoArray(work, lanes + 5 * LANES);
        a6.intoArray(work, lanes + 6 * LANES);
        a7.intoArray(work, lanes + 7 * LANES);
        b.intoArray(work, lanes + 8 * LANES);
        LaneSums.of(work, lanes, 9, work, lanes);
        System.arraycopy(work, lanes, work, at.u(0), 8);
        return work[lanes + 8];
    }

    /**
     * The second half of iteration t, v(t + 1) from u(t), and with it at once the sums of the next one: p = X v goes to u(t + 1).
     *
     * @return v·v
     */
    float step(float[] x, int from, float[] work, int t) {
        int stride = matrix.stride();
        int width = matrix.width();
        int u = at.u(t);
        int v = at.v(t + 1);
        float inverse = work[at.inverseC(t)];
        FloatVector u0 = FloatVector.broadcast(SPECIES, work[u]);
        FloatVector u1 = FloatVector.broadcast(SPECIES, work[u + 1]);
        FloatVector u2 = FloatVector.broadcast(SPECIES, work[u + 2]);
        FloatVector u3 = FloatVector.broadcast(SPECIES, work[u + 3]);
        FloatVector u4 = FloatVector.broadcast(SPECIES, work[u + 4]);
        FloatVector u5 = FloatVector.broadcast(SPECIES, work[u + 5]);
        FloatVector u6 = FloatVector.broadcast(SPECIES, work[u + 6]);
        FloatVector u7 = FloatVector.broadcast(SPECIES, work[u + 7]);
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        FloatVector a7 = a0;
        FloatVector b = a0;
        FloatVector epsilon = FloatVector.broadcast(SPECIES, HalsRankOne.EPSILON);
        FloatVector zero = a0;
        for (int j = 0; j < width; j += LANES) {
            int i = from + j;
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, i + stride);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, i + 2 * stride);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, i + 3 * stride);
            FloatVector x4 = FloatVector.fromArray(SPECIES, x, i + 4 * stride);
            FloatVector x5 = FloatVector.fromArray(SPECIES, x, i + 5 * stride);
            FloatVector x6 = FloatVector.fromArray(SPECIES, x, i + 6 * stride);
            FloatVector x7 = FloatVector.fromArray(SPECIES, x, i + 7 * stride);
            FloatVector even = x4.fma(u4, x2.fma(u2, x0.fma(u0, epsilon)));
            FloatVector odd = x5.fma(u5, x3.fma(u3, x1.mul(u1)));
            FloatVector s = x6.fma(u6, even).add(x7.fma(u7, odd)).mul(inverse);
            s = s.blend(zero, s.compare(VectorOperators.LT, zero));
            s.intoArray(work, v + j);
            b = s.fma(s, b);
            a0 = x0.fma(s, a0);
            a1 = x1.fma(s, a1);
            a2 = x2.fma(s, a2);
            a3 = x3.fma(s, a3);
            a4 = x4.fma(s, a4);
            a5 = x5.fma(s, a5);
            a6 = x6.fma(s, a6);
            a7 = x7.fma(s, a7);
        }
        int lanes = at.lanes();
        a0.intoArray(work, lanes);
        a1.intoArray(work, lanes + LANES);
        a2.intoArray(work, lanes + 2 * LANES);
        a3.intoArray(work, lanes + 3 * LANES);
        a4.intoArray(work, lanes + 4 * LANES);
        a5.intoArray(work, lanes + 5 * LANES);
        a6.intoArray(work, lanes + 6 * LANES);
        a7.intoArray(work, lanes + 7 * LANES);
        b.intoArray(work, lanes + 8 * LANES);
        LaneSums.of(work, lanes, 9, work, lanes);
        System.arraycopy(work, lanes, work, at.u(t + 1), 8);
        return work[lanes + 8];
    }
}
