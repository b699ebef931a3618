package dev.factorizer.backend.jvm.kernels.factorization;

import jdk.incubator.vector.FloatVector;

/**
 * Where the vectors of {@link HalsRankOne} and of its gradient lie in its one working array. Vectors along the columns begin at
 * a multiple of the lanes.
 *
 * @param rows M, the length of u
 * @param width the length of v
 * @param firstU u of the first iteration
 * @param firstB b of the first iteration
 * @param firstInverseC 1/c of the first iteration
 * @param firstDp the gradient of p = X v of the first iteration
 * @param du what the result's gradient gives u of the last iteration
 * @param firstV v that the first iteration starts with
 * @param firstDq the gradient of q = Xᵀu of the first iteration
 * @param dv the gradient of v so far
 * @param lanes nine vectors whose lanes are summed
 * @param length all of it
 */
record HalsVectors(int rows, int width, int firstU, int firstB, int firstInverseC, int firstDp, int du, int firstV, int firstDq,
        int dv, int lanes, int length) {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

    static HalsVectors of(MatrixLayout matrix, int iterations) {
        int rows = matrix.rows();
        int width = matrix.width();
        int b = (iterations + 1) * rows;
        int inverseC = b + iterations;
        int dp = inverseC + iterations;
        int du = dp + iterations * rows;
        int v = Math.ceilDiv(du + rows, LANES) * LANES;
        int dq = v + (iterations + 1) * width;
        int dv = dq + iterations * width;
        int lanes = dv + width;
        return new HalsVectors(rows, width, 0, b, inverseC, dp, du, v, dq, dv, lanes, lanes + 9 * LANES);
    }

    /** u that iteration t finds. */
    int u(int t) {
        return firstU + t * rows;
    }

    /** v that iteration t starts with; the one that it finds is v(t + 1). */
    int v(int t) {
        return firstV + t * width;
    }

    /** v·v + ε of iteration t. */
    int b(int t) {
        return firstB + t;
    }

    /** 1/(u·u + ε) of iteration t. */
    int inverseC(int t) {
        return firstInverseC + t;
    }

    /** The gradient of p = X v of iteration t. */
    int dp(int t) {
        return firstDp + t * rows;
    }

    /** The gradient of q = Xᵀu of iteration t. */
    int dq(int t) {
        return firstDq + t * width;
    }
}
