package dev.factorizer.backend.jvm.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register-blocked cores of all matrix products, on arrays in cache.
 *
 * <p>{@link #rows}: four rows of W · P, with P a panel of {@link #PANEL} columns: 4 × 4 vector accumulators stay in
 * registers, weights are broadcast, columns lie in the lanes. {@link #dots}: inner products of rows with rows, as weight
 * gradients need them, with the long axis in the lanes.
 *
 * <p>No method here takes a vector as an argument: one that the compiler decides not to inline would put every vector it
 * is given into an object (four times slower, measured 2026-10 on Zen 4, JDK 25).
 */
final class Gemm {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Columns of a panel: four vectors. */
    static final int PANEL = 4 * LANES;
    /** Rows computed together. */
    static final int ROWS = 4;
    /** Floats of working space for {@link #dots}. */
    static final int DOT_LANES = ROWS * ROWS * LANES;

    private Gemm() { }

    /** The length of a packed matrix of m rows and k columns. */
    static int packedLength(int m, int k) {
        return Math.multiplyExact((m + ROWS - 1) / ROWS * ROWS, k);
    }

    /**
     * Packs a matrix as groups of four rows, column by column, so that {@link #rows} reads it in sequence; missing rows
     * of the last group are zero.
     *
     * @param source the matrix' memory
     * @param from the element at (0, 0)
     * @param rowStep elements from row to row
     * @param columnStep elements from column to column
     */
    static void pack(MemorySegment source, long from, long rowStep, long columnStep, int m, int k, float[] packed) {
        int groups = (m + ROWS - 1) / ROWS;
        for (int group = 0; group < groups; group++) {
            for (int r = 0; r < ROWS; r++) {
                int row = group * ROWS + r;
                int to = group * k * ROWS + r;
                for (int column = 0; column < k; column++) {
                    packed[to + column * ROWS] = row < m
                            ? source.getAtIndex(ValueLayout.JAVA_FLOAT, from + row * rowStep + column * columnStep) : 0;
                }
            }
        }
    }

    /**
     * Four rows of a product: out[r][j] = bias[r] + Σ_k packed[k][r] · panel[k][j], for j below PANEL.
     *
     * @param packed the weights, from {@code at}: k groups of four
     * @param panel k rows of PANEL numbers
     * @param bias four numbers from {@code biasAt}; null for none
     * @param out four rows of PANEL numbers, from index 0
     */
    static void rows(float[] packed, int at, float[] panel, int k, float[] bias, int biasAt, float[] out) {
        FloatVector c00 = FloatVector.broadcast(SPECIES, bias == null ? 0 : bias[biasAt]);
        FloatVector c01 = c00;
        FloatVector c02 = c00;
        FloatVector c03 = c00;
        FloatVector c10 = FloatVector.broadcast(SPECIES, bias == null ? 0 : bias[biasAt + 1]);
        FloatVector c11 = c10;
        FloatVector c12 = c10;
        FloatVector c13 = c10;
        FloatVector c20 = FloatVector.broadcast(SPECIES, bias == null ? 0 : bias[biasAt + 2]);
        FloatVector c21 = c20;
        FloatVector c22 = c20;
        FloatVector c23 = c20;
        FloatVector c30 = FloatVector.broadcast(SPECIES, bias == null ? 0 : bias[biasAt + 3]);
        FloatVector c31 = c30;
        FloatVector c32 = c30;
        FloatVector c33 = c30;
        for (int i = 0; i < k; i++) {
            int p = i * PANEL;
            int q = at + ROWS * i;
            FloatVector x0 = FloatVector.fromArray(SPECIES, panel, p);
            FloatVector x1 = FloatVector.fromArray(SPECIES, panel, p + LANES);
            FloatVector x2 = FloatVector.fromArray(SPECIES, panel, p + 2 * LANES);
            FloatVector x3 = FloatVector.fromArray(SPECIES, panel, p + 3 * LANES);
            FloatVector w = FloatVector.broadcast(SPECIES, packed[q]);
            c00 = x0.fma(w, c00);
            c01 = x1.fma(w, c01);
            c02 = x2.fma(w, c02);
            c03 = x3.fma(w, c03);
            w = FloatVector.broadcast(SPECIES, packed[q + 1]);
            c10 = x0.fma(w, c10);
            c11 = x1.fma(w, c11);
            c12 = x2.fma(w, c12);
            c13 = x3.fma(w, c13);
            w = FloatVector.broadcast(SPECIES, packed[q + 2]);
            c20 = x0.fma(w, c20);
            c21 = x1.fma(w, c21);
            c22 = x2.fma(w, c22);
            c23 = x3.fma(w, c23);
            w = FloatVector.broadcast(SPECIES, packed[q + 3]);
            c30 = x0.fma(w, c30);
            c31 = x1.fma(w, c31);
            c32 = x2.fma(w, c32);
            c33 = x3.fma(w, c33);
        }
        c00.intoArray(out, 0);
        c01.intoArray(out, LANES);
        c02.intoArray(out, 2 * LANES);
        c03.intoArray(out, 3 * LANES);
        c10.intoArray(out, PANEL);
        c11.intoArray(out, PANEL + LANES);
        c12.intoArray(out, PANEL + 2 * LANES);
        c13.intoArray(out, PANEL + 3 * LANES);
        c20.intoArray(out, 2 * PANEL);
        c21.intoArray(out, 2 * PANEL + LANES);
        c22.intoArray(out, 2 * PANEL + 2 * LANES);
        c23.intoArray(out, 2 * PANEL + 3 * LANES);
        c30.intoArray(out, 3 * PANEL);
        c31.intoArray(out, 3 * PANEL + LANES);
        c32.intoArray(out, 3 * PANEL + 2 * LANES);
        c33.intoArray(out, 3 * PANEL + 3 * LANES);
    }

    /**
     * Adds inner products of rows: total[i · n + j] += Σ_t a[i][t] · b[j][t] for t below {@code length}, a multiple of
     * the vector's lanes; the sum over t is in float, the total in double.
     *
     * @param a m rows at distance {@code step}; there must be room for a multiple of four rows
     * @param b n rows at distance {@code step}; there must be room for a multiple of four rows
     * @param lanes working space of {@link #DOT_LANES}
     */
    static void dots(float[] a, int m, float[] b, int n, int step, int length, double[] total, float[] lanes) {
        for (int i = 0; i < m; i += ROWS) {
            for (int j = 0; j < n; j += ROWS) {
                dotBlock(a, i, b, j, step, length, lanes);
                for (int r = 0; r < Math.min(ROWS, m - i); r++) {
                    for (int c = 0; c < Math.min(ROWS, n - j); c++) {
                        total[(i + r) * n + j + c] += LaneSums.of(lanes, (r * ROWS + c) * LANES);
                    }
                }
            }
        }
    }

    private static void dotBlock(float[] a, int i, float[] b, int j, int step, int length, float[] lanes) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = c00;
        FloatVector c02 = c00;
        FloatVector c03 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c12 = c00;
        FloatVector c13 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c22 = c00;
        FloatVector c23 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        FloatVector c32 = c00;
        FloatVector c33 = c00;
        int a0 = i * step;
        int b0 = j * step;
        for (int t = 0; t < length; t += LANES) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + t);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b0 + step + t);
            FloatVector y2 = FloatVector.fromArray(SPECIES, b, b0 + 2 * step + t);
            FloatVector y3 = FloatVector.fromArray(SPECIES, b, b0 + 3 * step + t);
            FloatVector x = FloatVector.fromArray(SPECIES, a, a0 + t);
            c00 = x.fma(y0, c00);
            c01 = x.fma(y1, c01);
            c02 = x.fma(y2, c02);
            c03 = x.fma(y3, c03);
            x = FloatVector.fromArray(SPECIES, a, a0 + step + t);
            c10 = x.fma(y0, c10);
            c11 = x.fma(y1, c11);
            c12 = x.fma(y2, c12);
            c13 = x.fma(y3, c13);
            x = FloatVector.fromArray(SPECIES, a, a0 + 2 * step + t);
            c20 = x.fma(y0, c20);
            c21 = x.fma(y1, c21);
            c22 = x.fma(y2, c22);
            c23 = x.fma(y3, c23);
            x = FloatVector.fromArray(SPECIES, a, a0 + 3 * step + t);
            c30 = x.fma(y0, c30);
            c31 = x.fma(y1, c31);
            c32 = x.fma(y2, c32);
            c33 = x.fma(y3, c33);
        }
        c00.intoArray(lanes, 0);
        c01.intoArray(lanes, LANES);
        c02.intoArray(lanes, 2 * LANES);
        c03.intoArray(lanes, 3 * LANES);
        c10.intoArray(lanes, 4 * LANES);
        c11.intoArray(lanes, 5 * LANES);
        c12.intoArray(lanes, 6 * LANES);
        c13.intoArray(lanes, 7 * LANES);
        c20.intoArray(lanes, 8 * LANES);
        c21.intoArray(lanes, 9 * LANES);
        c22.intoArray(lanes, 10 * LANES);
        c23.intoArray(lanes, 11 * LANES);
        c30.intoArray(lanes, 12 * LANES);
        c31.intoArray(lanes, 13 * LANES);
        c32.intoArray(lanes, 14 * LANES);
        c33.intoArray(lanes, 15 * LANES);
    }
}
