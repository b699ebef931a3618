package dev.factorizer.backend.jvm.kernels.products;

import dev.factorizer.backend.jvm.kernels.vectors.LaneSums;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inner products of rows with rows, as weight gradients need them, on arrays in cache: sixteen at a time, the long axis
 * in the lanes. The lanes of a result are added in a fixed order at the end, into a double.
 */
public final class DotProducts {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int BLOCK = 4;
    /** Floats of working space. */
    public static final int WORKSPACE = BLOCK * BLOCK * LANES;

    private DotProducts() { }

    /**
     * total[at + i · n + j] += Σ_t a[aRows[i] + t] · b[bRows[j] + t] for t below {@code length}, a multiple of the
     * lanes.
     *
     * @param a the first rows
     * @param aRows where they begin
     * @param m how many
     * @param b the second rows
     * @param bRows where they begin
     * @param n how many
     * @param length of a row
     * @param total the sums
     * @param at where they begin
     * @param lanes working space of {@link #WORKSPACE}
     */
    public static void add(float[] a, int[] aRows, int m, float[] b, int[] bRows, int n, int length, double[] total, int at,
            float[] lanes) {
        add(a, 0, aRows, m, b, 0, bRows, n, length, total, at, lanes);
    }

    /**
     * The same with rows that are counted from somewhere in their arrays.
     *
     * @param a the first rows
     * @param aFrom where they are counted from
     * @param aRows where they begin
     * @param m how many
     * @param b the second rows
     * @param bFrom where they are counted from
     * @param bRows where they begin
     * @param n how many
     * @param length of a row
     * @param total the sums
     * @param at where they begin
     * @param lanes working space of {@link #WORKSPACE}
     */
    public static void add(float[] a, int aFrom, int[] aRows, int m, float[] b, int bFrom, int[] bRows, int n, int length,
            double[] total, int at, float[] lanes) {
        for (int i = 0; i < m; i += BLOCK) {
            // Beyond the last row the last one is computed again: a full block costs less than a loop of its own.
            int a0 = aFrom + aRows[i];
            int a1 = aFrom + aRows[Math.min(i + 1, m - 1)];
            int a2 = aFrom + aRows[Math.min(i + 2, m - 1)];
            int a3 = aFrom + aRows[Math.min(i + 3, m - 1)];
            for (int j = 0; j < n; j += BLOCK) {
                int b0 = bFrom + bRows[j];
                int b1 = bFrom + bRows[Math.min(j + 1, n - 1)];
                int b2 = bFrom + bRows[Math.min(j + 2, n - 1)];
                int b3 = bFrom + bRows[Math.min(j + 3, n - 1)];
                if (Gemm.WIDE) {
                    block16(a, a0, a1, a2, a3, b, b0, b1, b2, b3, length, lanes, 0);
                } else {
                    block8(a, a0, a1, a2, a3, b, b0, b1, length, lanes, 0);
                    block8(a, a0, a1, a2, a3, b, b2, b3, length, lanes, 2 * LANES);
                }
                LaneSums.of(lanes, 0, BLOCK * BLOCK, lanes, 0);
                int columns = Math.min(BLOCK, n - j);
                for (int r = 0; r < Math.min(BLOCK, m - i); r++) {
                    for (int c = 0; c < columns; c++) {
                        total[at + (i + r) * n + j + c] += lanes[r * BLOCK + c];
                    }
                }
            }
        }
    }

    /**
     * total[at + i] += Σ_t a[rows[i] + t] for t below {@code length}, a multiple of the lanes.
     *
     * @param a the rows
     * @param rows where they begin
     * @param m how many
     * @param length of a row
     * @param total the sums
     * @param at where they begin
     * @param lanes working space of {@link #WORKSPACE}
     */
    public static void addSums(float[] a, int[] rows, int m, int length, double[] total, int at, float[] lanes) {
        for (int i = 0; i < m; i++) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int t = rows[i]; t < rows[i] + length; t += LANES) {
                sum = sum.add(FloatVector.fromArray(SPECIES, a, t));
            }
            sum.intoArray(lanes, 0);
            total[at + i] += LaneSums.of(lanes, 0);
        }
    }

    private static void block16(float[] a, int a0, int a1, int a2, int a3, float[] b, int b0, int b1, int b2,
            int b3, int length, float[] lanes, int at) {
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
        for (int t = 0; t < length; t += LANES) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + t);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b1 + t);
            FloatVector y2 = FloatVector.fromArray(SPECIES, b, b2 + t);
            FloatVector y3 = FloatVector.fromArray(SPECIES, b, b3 + t);
            FloatVector x = FloatVector.fromArray(SPECIES, a, a0 + t);
            c00 = x.fma(y0, c00);
            c01 = x.fma(y1, c01);
            c02 = x.fma(y2, c02);
            c03 = x.fma(y3, c03);
            x = FloatVector.fromArray(SPECIES, a, a1 + t);
            c10 = x.fma(y0, c10);
            c11 = x.fma(y1, c11);
            c12 = x.fma(y2, c12);
            c13 = x.fma(y3, c13);
            x = FloatVector.fromArray(SPECIES, a, a2 + t);
            c20 = x.fma(y0, c20);
            c21 = x.fma(y1, c21);
            c22 = x.fma(y2, c22);
            c23 = x.fma(y3, c23);
            x = FloatVector.fromArray(SPECIES, a, a3 + t);
            c30 = x.fma(y0, c30);
            c31 = x.fma(y1, c31);
            c32 = x.fma(y2, c32);
            c33 = x.fma(y3, c33);
        }
        c00.intoArray(lanes, at);
        c01.intoArray(lanes, at + LANES);
        c02.intoArray(lanes, at + 2 * LANES);
        c03.intoArray(lanes, at + 3 * LANES);
        c10.intoArray(lanes, at + 4 * LANES);
        c11.intoArray(lanes, at + 5 * LANES);
        c12.intoArray(lanes, at + 6 * LANES);
        c13.intoArray(lanes, at + 7 * LANES);
        c20.intoArray(lanes, at + 8 * LANES);
        c21.intoArray(lanes, at + 9 * LANES);
        c22.intoArray(lanes, at + 10 * LANES);
        c23.intoArray(lanes, at + 11 * LANES);
        c30.intoArray(lanes, at + 12 * LANES);
        c31.intoArray(lanes, at + 13 * LANES);
        c32.intoArray(lanes, at + 14 * LANES);
        c33.intoArray(lanes, at + 15 * LANES);
    }

    private static void block8(float[] a, int a0, int a1, int a2, int a3, float[] b, int b0, int b1,
            int length, float[] lanes, int at) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        for (int t = 0; t < length; t += LANES) {
            FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + t);
            FloatVector y1 = FloatVector.fromArray(SPECIES, b, b1 + t);
            FloatVector x = FloatVector.fromArray(SPECIES, a, a0 + t);
            c00 = x.fma(y0, c00);
            c01 = x.fma(y1, c01);
            x = FloatVector.fromArray(SPECIES, a, a1 + t);
            c10 = x.fma(y0, c10);
            c11 = x.fma(y1, c11);
            x = FloatVector.fromArray(SPECIES, a, a2 + t);
            c20 = x.fma(y0, c20);
            c21 = x.fma(y1, c21);
            x = FloatVector.fromArray(SPECIES, a, a3 + t);
            c30 = x.fma(y0, c30);
            c31 = x.fma(y1, c31);
        }
        c00.intoArray(lanes, at);
        c01.intoArray(lanes, at + LANES);
        c10.intoArray(lanes, at + 4 * LANES);
        c11.intoArray(lanes, at + 5 * LANES);
        c20.intoArray(lanes, at + 8 * LANES);
        c21.intoArray(lanes, at + 9 * LANES);
        c30.intoArray(lanes, at + 12 * LANES);
        c31.intoArray(lanes, at + 13 * LANES);
    }
}
