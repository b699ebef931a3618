package dev.factorizer.backend.jvm.kernels.factorization;

import dev.factorizer.backend.jvm.kernels.vectors.LaneSums;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The gradient of {@link HalsRankOne} with respect to X. With p = X v and q = Xᵀu of iteration t,
 * dq = (v' > 0) dv'/c and dc = −dq·v'; du = X dq + 2 dc u; dp = (u > 0) du/b and db = −dp·u; dv = Xᵀdp + 2 db v. The gradient of X
 * is the sum of u dqᵀ + dp vᵀ over the iterations.
 *
 * @param forward the iterations
 * @param gradientSteps only the last so many are differentiated
 */
record HalsGradient(HalsRankOne forward, int gradientSteps) {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /**
     * The gradient of X from that of U Vᵀ, after {@link HalsRankOne#iterate}.
     *
     * @param x the matrix
     * @param g the gradient, laid out like the matrix; columns beyond N are zero
     * @param from where both begin
     * @param work as the iterations left it
     * @param dx the result, laid out and begun like the matrix; may be x or g
     */
    void pullBack(float[] x, float[] g, int from, float[] work, float[] dx) {
        MatrixLayout matrix = forward.matrix();
        int iterations = forward.iterations();
        int steps = Math.min(gradientSteps, iterations);
        if (steps == 0) {
            Arrays.fill(dx, from, from + matrix.rows() * matrix.stride(), 0);
            return;
        }
        HalsVectors at = forward.vectors();
        MatrixVectorProducts products = forward.products();
        products.multiply(g, from, work, at.v(iterations), at.du(), at.lanes());
        products.multiplyTransposed(g, from, work, at.u(iterations - 1), at.dv());
        for (int t = iterations - 1; t >= iterations - steps; t--) {
            double dc = pullToQ(work, t);
            products.multiply(x, from, work, at.dq(t), at.dp(t), at.lanes());
            // What the result's gradient gives u directly, it gives the last one.
            double db = pullToP(work, t, t == iterations - 1, dc);
            if (t > iterations - steps) {
                products.multiplyTransposed(x, from, work, at.dp(t), at.dv());
                addToV(work, t, (float) (2 * db));
            }
        }
        outerProducts(work, steps, dx, from);
    }

    /** dq = (v' > 0) dv'/c; returns dc = −dq·v'. */
    private double pullToQ(float[] work, int t) {
        HalsVectors at = forward.vectors();
        int width = at.width();
        int v = at.v(t + 1);
        int dv = at.dv();
        int dq = at.dq(t);
        int lanes = at.lanes();
        float inverse = work[at.inverseC(t)];
        double dc = 0;
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int j = 0; j < width; j += LANES) {
            FloatVector next = FloatVector.fromArray(SPECIES, work, v + j);
            FloatVector gradient = FloatVector.fromArray(SPECIES, work, dv + j);
            gradient = FloatVector.zero(SPECIES).blend(gradient, next.compare(VectorOperators.GT, 0f)).mul(inverse);
            gradient.intoArray(work, dq + j);
            sum = gradient.fma(next, sum);
            if ((j / LANES & 255) == 255) {
                sum.intoArray(work, lanes);
                dc -= LaneSums.of(work, lanes);
                sum = FloatVector.zero(SPECIES);
            }
        }
        sum.intoArray(work, lanes);
        return dc - LaneSums.of(work, lanes);
    }

    /** dp = (u > 0) du/b from X dq, which lies there; returns db = −dp·u. */
    private double pullToP(float[] work, int t, boolean last, double dc) {
        HalsVectors at = forward.vectors();
        int u = at.u(t);
        int dp = at.dp(t);
        float b = work[at.b(t)];
        double db = 0;
        for (int i = 0; i < at.rows(); i++) {
            float gradient = work[dp + i] + (last ? work[at.du() + i] : 0) + (float) (2 * dc * work[u + i]);
            gradient = work[u + i] > 0 ? gradient / b : 0;
            db -= (double) gradient * work[u + i];
            work[dp + i] = gradient;
        }
        return db;
    }

    /** dv = Xᵀdp, which lies there, + twice · v. */
    private void addToV(float[] work, int t, float twice) {
        HalsVectors at = forward.vectors();
        int width = at.width();
        int v = at.v(t);
        int dv = at.dv();
        for (int j = 0; j < width; j += LANES) {
            FloatVector.fromArray(SPECIES, work, v + j).fma(FloatVector.broadcast(SPECIES, twice),
                    FloatVector.fromArray(SPECIES, work, dv + j)).intoArray(work, dv + j);
        }
    }

    /** dx = Σ_t u dqᵀ + dp vᵀ: all outer products in one pass over the result. */
    private void outerProducts(float[] work, int steps, float[] dx, int from) {
        HalsVectors at = forward.vectors();
        int stride = forward.matrix().stride();
        int width = at.width();
        int iterations = forward.iterations();
        for (int i = 0; i < at.rows(); i++) {
            for (int j = 0; j < width; j += LANES) {
                FloatVector s = FloatVector.zero(SPECIES);
                for (int t = iterations - steps; t < iterations; t++) {
                    s = FloatVector.fromArray(SPECIES, work, at.dq(t) + j)
                            .fma(FloatVector.broadcast(SPECIES, work[at.u(t) + i]), s);
                    s = FloatVector.fromArray(SPECIES, work, at.v(t) + j)
                            .fma(FloatVector.broadcast(SPECIES, work[at.dp(t) + i]), s);
                }
                s.intoArray(dx, from + i * stride + j);
            }
        }
    }
}
