package dev.factorizer.backend.jvm.kernels;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Hierarchical alternating least squares of rank 1 on one matrix in cache, and its gradient.
 *
 * <p>Iteration t: b = v·v + ε, u = relu((X v + ε)/b); c = u·u + ε, v' = relu((Xᵀu + ε)/c). All iterates are kept, so
 * that the gradient, which recomputes them from X, needs nothing saved.
 *
 * @param m rows M
 * @param n columns N
 * @param iterations T
 * @param gradientSteps only the last so many iterations are differentiated
 */
record HalsRankOne(int m, int n, int iterations, int gradientSteps) {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final float EPSILON = 1e-16f;
    /** Columns summed in float before a sum goes on in double. */
    private static final int CHUNK = 4096;
    private static final int LINE = 16;
    private static final int CONFLICTING = 256;

    /** Columns computed: n rounded up to whole vectors; those beyond n are zero. */
    int width() {
        return (n + LANES - 1) / LANES * LANES;
    }

    /**
     * The distance of rows in {@code x}: {@link #width}, made an odd number of cache lines where the rows of a matrix would
     * else compete for the same few places of the first-level cache.
     */
    int stride() {
        return width() < CONFLICTING ? width() : Math.ceilDiv(width(), LINE) * LINE | LINE;
    }

    /** The distance of matrices that lie side by side in {@code x}; an odd number of cache lines for the same reason. */
    int distance() {
        return Math.ceilDiv(m * stride(), LINE) * LINE | LINE;
    }

    /** Floats of working space: u and v of every iteration, and their gradients. */
    int workLength() {
        return lanes() + 9 * LANES;
    }

    private int us() {
        return 0;
    }

    private int bs() {
        return (iterations + 1) * m;
    }

    private int cs() {
        return bs() + iterations;
    }

    private int gps() {
        return cs() + iterations;
    }

    private int gu() {
        return gps() + iterations * m;
    }

    private int vs() {
        // Vectors begin at a multiple of the lanes.
        return (gu() + m + LANES - 1) / LANES * LANES;
    }

    private int gqs() {
        return vs() + (iterations + 1) * width();
    }

    private int gv() {
        return gqs() + iterations * width();
    }

    /** Where vectors are stored whose lanes are summed. */
    private int lanes() {
        return gv() + width();
    }

    /** Where the final u lies in the working space, when there is at least one iteration. */
    int finalU() {
        return us() + (iterations - 1) * m;
    }

    /** Where the final v lies in the working space. */
    int finalV() {
        return vs() + iterations * width();
    }

    /**
     * Runs the iterations.
     *
     * @param x m rows at distance {@link #stride}, from {@code at}
     * @param v0 the start (N)
     * @param work of {@link #workLength} floats; u and v of all iterations stay there
     */
    void iterate(float[] x, int at, float[] v0, float[] work) {
        int width = width();
        System.arraycopy(v0, 0, work, vs(), n);
        Arrays.fill(work, vs() + n, vs() + width, 0);
        boolean fused = m == 8 && n == width && n <= CHUNK && iterations > 0;
        if (fused) {
            start8(x, at, work);
        }
        for (int t = 0; t < iterations; t++) {
            int u = us() + t * m;
            int v = vs() + t * width;
            if (!fused) {
                multiply(x, at, work, v, u);
                scaleU(work, t, norm(work, v));
            }
            double c = EPSILON;
            for (int i = 0; i < m; i++) {
                c += (double) work[u + i] * work[u + i];
            }
            // One division for all columns; c is never below ε.
            float inverse = (float) (1 / c);
            work[cs() + t] = inverse;
            if (fused && t + 1 < iterations) {
                step8(x, at, work, u, inverse, v + width, u + m, t + 1);
            } else {
                updateV(x, at, work, u, inverse, v + width);
            }
        }
    }

    /** u of iteration t from its sums X v and b = v·v. */
    private void scaleU(float[] work, int t, double norm) {
        float b = (float) (norm + EPSILON);
        work[bs() + t] = b;
        int u = us() + t * m;
        for (int i = 0; i < m; i++) {
            float scaled = (work[u + i] + EPSILON) / b;
            // Written so that a NaN stays one.
            work[u + i] = scaled < 0 ? 0 : scaled;
        }
    }

    private double norm(float[] v, int at) {
        double total = 0;
        for (int from = 0; from < width(); from += CHUNK) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = from; j < Math.min(width(), from + CHUNK); j += LANES) {
                FloatVector value = FloatVector.fromArray(SPECIES, v, at + j);
                sum = value.fma(value, sum);
            }
            sum.intoArray(v, lanes());
            total += LaneSums.of(v, lanes());
        }
        return total;
    }

    /** work[to + i] = Σ_j x[i][j] work[at + j], four rows at a time; x begins at {@code from}. */
    private void multiply(float[] x, int from, float[] work, int at, int to) {
        int stride = stride();
        int width = width();
        int lanes = lanes();
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

    /** v[j] = relu((Σ_i x[i][j] u[i] + ε)/c); columns beyond n stay zero. */
    private void updateV(float[] x, int from, float[] work, int u, float inverse, int to) {
        int width = width();
        transposed(x, from, work, u, to);
        for (int j = 0; j < width; j += LANES) {
            FloatVector s = FloatVector.fromArray(SPECIES, work, to + j).add(EPSILON).mul(inverse);
            s.blend(0f, s.compare(VectorOperators.LT, 0f)).intoArray(work, to + j);
        }
        Arrays.fill(work, to + n, to + width, 0);
    }


    /** One pass for eight rows: the sums X v and v·v of the first iteration. */
    private void start8(float[] x, int from, float[] work) {
        int stride = stride();
        int width = width();
        int v = vs();
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
        int lanes = lanes();
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
        System.arraycopy(work, lanes, work, us(), 8);
        scaleU(work, 0, work[lanes + 8]);
    }

    /**
     * One pass for eight rows: v' from u, and with it at once the sums X v' and v'·v' of the next iteration, so that X is
     * read once an iteration.
     */
    private void step8(float[] x, int from, float[] work, int u, float inverse, int to, int nextU, int next) {
        int stride = stride();
        int width = width();
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
        FloatVector epsilon = FloatVector.broadcast(SPECIES, EPSILON);
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
            s.intoArray(work, to + j);
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
        int lanes = lanes();
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
        System.arraycopy(work, lanes, work, nextU, 8);
        scaleU(work, next, work[lanes + 8]);
    }

    /** y[i][j] = scale · u[i] v[j] of the last iteration; u0 (M) serves when there was no iteration. */
    void reconstruct(float[] work, float[] u0, float scale, float[] y, int at) {
        int stride = stride();
        int width = width();
        int v = finalV();
        for (int i = 0; i < m; i++) {
            float factor = scale * (iterations == 0 ? u0[i] : work[finalU() + i]);
            for (int j = 0; j < width; j += LANES) {
                FloatVector.fromArray(SPECIES, work, v + j).mul(factor).intoArray(y, at + i * stride + j);
            }
        }
    }

    /**
     * The gradient of X from that of U Vᵀ, after {@link #iterate}.
     *
     * @param x m rows at distance {@link #stride}, from {@code at}
     * @param g the gradient, laid out like x from {@code at}; columns beyond n are zero
     * @param work as {@link #iterate} left it
     * @param dx the result, laid out like x from {@code at}; may be x or g
     */
    void pullBack(float[] x, float[] g, int at, float[] work, float[] dx) {
        int width = width();
        int steps = Math.min(gradientSteps, iterations);
        if (steps == 0) {
            Arrays.fill(dx, at, at + m * stride(), 0);
            return;
        }
        multiply(g, at, work, finalV(), gu());
        transposed(g, at, work, finalU(), gv());
        for (int t = iterations - 1; t >= iterations - steps; t--) {
            int u = us() + t * m;
            int v = vs() + t * width;
            int gq = gqs() + t * width;
            int gp = gps() + t * m;
            double gc = 0;
            float inverse = work[cs() + t];
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = 0; j < width; j += LANES) {
                FloatVector next = FloatVector.fromArray(SPECIES, work, v + width + j);
                FloatVector gradient = FloatVector.fromArray(SPECIES, work, gv() + j);
                gradient = FloatVector.zero(SPECIES).blend(gradient, next.compare(VectorOperators.GT, 0f)).mul(inverse);
                gradient.intoArray(work, gq + j);
                sum = gradient.fma(next, sum);
                if ((j / LANES & 255) == 255) {
                    sum.intoArray(work, lanes());
                    gc -= LaneSums.of(work, lanes());
                    sum = FloatVector.zero(SPECIES);
                }
            }
            sum.intoArray(work, lanes());
            gc -= LaneSums.of(work, lanes());
            // gu so far came from the result (last iteration only); u feeds v' and c.
            boolean last = t == iterations - 1;
            multiply(x, at, work, gq, gp);
            float b = work[bs() + t];
            double gb = 0;
            for (int i = 0; i < m; i++) {
                float gradient = work[gp + i] + (last ? work[gu() + i] : 0) + (float) (2 * gc * work[u + i]);
                gradient = work[u + i] > 0 ? gradient / b : 0;
                gb -= (double) gradient * work[u + i];
                work[gp + i] = gradient;
            }
            if (t > iterations - steps) {
                transposed(x, at, work, gp, gv());
                float twice = (float) (2 * gb);
                for (int j = 0; j < width; j += LANES) {
                    FloatVector.fromArray(SPECIES, work, v + j).fma(FloatVector.broadcast(SPECIES, twice),
                            FloatVector.fromArray(SPECIES, work, gv() + j)).intoArray(work, gv() + j);
                }
            }
        }
        outerProducts(work, steps, dx, at);
    }

    /** work[to + j] = Σ_i x[i][j] work[at + i]; x begins at {@code from}. */
    private void transposed(float[] x, int from, float[] work, int at, int to) {
        int stride = stride();
        int width = width();
        int whole = m / 8 * 8;
        for (int i = 0; i < whole; i += 8) {
            transposed8(x, from + i * stride, work, at + i, to, i > 0);
        }
        for (int j = 0; j < width && whole < m; j += LANES) {
            FloatVector s = whole == 0 ? FloatVector.zero(SPECIES) : FloatVector.fromArray(SPECIES, work, to + j);
            for (int i = whole, row = from + whole * stride + j; i < m; i++, row += stride) {
                s = FloatVector.fromArray(SPECIES, x, row).fma(FloatVector.broadcast(SPECIES, work[at + i]), s);
            }
            s.intoArray(work, to + j);
        }
    }

    private void transposed8(float[] x, int from, float[] work, int at, int to, boolean add) {
        int stride = stride();
        int width = width();
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

    /** dx[i][j] = Σ_t u_t[i] gq_t[j] + gp_t[i] v_t[j]: all outer products in one pass over the result. */
    private void outerProducts(float[] work, int steps, float[] dx, int at) {
        int stride = stride();
        int width = width();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < width; j += LANES) {
                FloatVector s = FloatVector.zero(SPECIES);
                for (int t = iterations - steps; t < iterations; t++) {
                    s = FloatVector.fromArray(SPECIES, work, gqs() + t * width + j)
                            .fma(FloatVector.broadcast(SPECIES, work[us() + t * m + i]), s);
                    s = FloatVector.fromArray(SPECIES, work, vs() + t * width + j)
                            .fma(FloatVector.broadcast(SPECIES, work[gps() + t * m + i]), s);
                }
                s.intoArray(dx, at + i * stride + j);
            }
        }
    }
}
