package dev.factorizer.backend.jvm.kernels.products;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Set;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register-blocked core of all matrix products, on arrays in cache: four rows of W · P, with P a panel of
 * {@link #PANEL} columns. Sixteen vector accumulators stay in registers, weights are broadcast, columns lie in the
 * lanes. Each result is summed in the order of k whatever the vector width.
 *
 * <p>No method here takes a vector as an argument: one that the compiler decides not to inline would put every vector
 * it is given into an object (four times slower, measured 2026-10 on Zen 4, JDK 25).
 */
public final class Gemm {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Sixteen accumulators and five operands spill where there are 16 registers: x86 without AVX-512. */
    static final boolean WIDE = LANES >= 16
            || !Set.of("amd64", "x86_64").contains(System.getProperty("os.arch", ""));
    /** Columns of a panel: four vectors. */
    public static final int PANEL = 4 * LANES;
    /** Rows computed together. */
    public static final int ROWS = 4;

    private Gemm() { }

    /**
     * How many groups of {@link #ROWS} rows some rows take.
     *
     * @param m rows
     * @return groups
     */
    public static int groups(int m) {
        return Math.ceilDiv(m, ROWS);
    }

    /**
     * The length of a packed matrix.
     *
     * @param m rows
     * @param k columns
     * @return floats
     */
    public static int packedLength(int m, int k) {
        return Math.multiplyExact(groups(m) * ROWS, k);
    }

    /**
     * The length of a panel, with room for whole groups of rows.
     *
     * @param m rows
     * @return floats
     */
    public static int panelLength(int m) {
        return Math.multiplyExact(groups(m) * ROWS, PANEL);
    }

    /**
     * A bias vector with room for whole groups of rows.
     *
     * @param vector its memory, or null
     * @param from its first element
     * @param m how many elements
     * @return the vector; null if there is none
     */
    public static float[] bias(MemorySegment vector, long from, int m) {
        if (vector == null) {
            return null;
        }
        float[] values = new float[groups(m) * ROWS];
        MemorySegment.copy(vector, ValueLayout.JAVA_FLOAT, from * Float.BYTES, values, 0, m);
        return values;
    }

    /**
     * Packs a matrix as groups of four rows, column by column, so that {@link #rows} reads it in sequence; missing rows
     * of the last group are zero.
     *
     * @param source the matrix' memory
     * @param from the element at (0, 0)
     * @param rowStep elements from row to row
     * @param columnStep elements from column to column
     * @param m rows
     * @param k columns
     * @param packed where they go
     */
    public static void pack(MemorySegment source, long from, long rowStep, long columnStep, int m, int k, float[] packed) {
        pack(source, from, rowStep, columnStep, m, k, packed, 0);
    }

    /**
     * The same, into a part of an array.
     *
     * @param source the matrix' memory
     * @param from the element at (0, 0)
     * @param rowStep elements from row to row
     * @param columnStep elements from column to column
     * @param m rows
     * @param k columns
     * @param packed where they go
     * @param at from which index
     */
    public static void pack(MemorySegment source, long from, long rowStep, long columnStep, int m, int k, float[] packed,
            int at) {
        for (int group = 0; group < groups(m); group++) {
            for (int r = 0; r < ROWS; r++) {
                int row = group * ROWS + r;
                int to = at + group * k * ROWS + r;
                for (int column = 0; column < k; column++) {
                    packed[to + column * ROWS] = row < m
                            ? source.getAtIndex(ValueLayout.JAVA_FLOAT, from + row * rowStep + column * columnStep) : 0;
                }
            }
        }
    }

    /**
     * Where the rows of a panel begin that follow each other at a fixed distance, for {@link #rows}.
     *
     * @param k how many rows
     * @param step from row to row
     * @return one offset per row
     */
    public static int[] rowOffsets(int k, int step) {
        int[] offsets = new int[k];
        for (int i = 0; i < k; i++) {
            offsets[i] = i * step;
        }
        return offsets;
    }

    /**
     * Four rows of a product: out[r][j] = bias[r] + Σ_k packed[k][r] · data[base + offsets[k] + j], for j below PANEL.
     * With a table of offsets one loop serves matrix products and convolutions alike, at no measurable cost.
     *
     * @param packed the weights: k groups of four
     * @param at where they begin
     * @param data where the panel's rows lie: row k starts at {@code base + offsets[k]}
     * @param base where the panel begins
     * @param offsets of the rows
     * @param k how many rows
     * @param bias four numbers; null for none
     * @param biasAt where they begin
     * @param out gets four rows of PANEL numbers
     * @param outAt where the first row begins
     * @param step from row to row of the result
     * @param add whether the result is added to what is there
     */
    public static void rows(float[] packed, int at, float[] data, int base, int[] offsets, int k, float[] bias, int biasAt,
            float[] out, int outAt, int step, boolean add) {
        if (WIDE) {
            rows16(packed, at, data, base, offsets, k, bias, biasAt, out, outAt, step, add);
        } else {
            rows8(packed, at, data, base, offsets, k, bias, biasAt, out, outAt, step, add);
            rows8(packed, at, data, base + 2 * LANES, offsets, k, bias, biasAt, out, outAt + 2 * LANES, step, add);
        }
    }

    /** Sixteen accumulators, for machines with 32 vector registers. */
    private static void rows16(float[] packed, int at, float[] data, int base, int[] offsets, int k, float[] bias,
            int biasAt, float[] out, int outAt, int step, boolean add) {
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
            int p = base + offsets[i];
            int q = at + ROWS * i;
            FloatVector x0 = FloatVector.fromArray(SPECIES, data, p);
            FloatVector x1 = FloatVector.fromArray(SPECIES, data, p + LANES);
            FloatVector x2 = FloatVector.fromArray(SPECIES, data, p + 2 * LANES);
            FloatVector x3 = FloatVector.fromArray(SPECIES, data, p + 3 * LANES);
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
        int o1 = outAt + step;
        int o2 = o1 + step;
        int o3 = o2 + step;
        if (add) {
            c00 = c00.add(FloatVector.fromArray(SPECIES, out, outAt));
            c01 = c01.add(FloatVector.fromArray(SPECIES, out, outAt + LANES));
            c02 = c02.add(FloatVector.fromArray(SPECIES, out, outAt + 2 * LANES));
            c03 = c03.add(FloatVector.fromArray(SPECIES, out, outAt + 3 * LANES));
            c10 = c10.add(FloatVector.fromArray(SPECIES, out, o1));
            c11 = c11.add(FloatVector.fromArray(SPECIES, out, o1 + LANES));
            c12 = c12.add(FloatVector.fromArray(SPECIES, out, o1 + 2 * LANES));
            c13 = c13.add(FloatVector.fromArray(SPECIES, out, o1 + 3 * LANES));
            c20 = c20.add(FloatVector.fromArray(SPECIES, out, o2));
            c21 = c21.add(FloatVector.fromArray(SPECIES, out, o2 + LANES));
            c22 = c22.add(FloatVector.fromArray(SPECIES, out, o2 + 2 * LANES));
            c23 = c23.add(FloatVector.fromArray(SPECIES, out, o2 + 3 * LANES));
            c30 = c30.add(FloatVector.fromArray(SPECIES, out, o3));
            c31 = c31.add(FloatVector.fromArray(SPECIES, out, o3 + LANES));
            c32 = c32.add(FloatVector.fromArray(SPECIES, out, o3 + 2 * LANES));
            c33 = c33.add(FloatVector.fromArray(SPECIES, out, o3 + 3 * LANES));
        }
        c00.intoArray(out, outAt);
        c01.intoArray(out, outAt + LANES);
        c02.intoArray(out, outAt + 2 * LANES);
        c03.intoArray(out, outAt + 3 * LANES);
        c10.intoArray(out, o1);
        c11.intoArray(out, o1 + LANES);
        c12.intoArray(out, o1 + 2 * LANES);
        c13.intoArray(out, o1 + 3 * LANES);
        c20.intoArray(out, o2);
        c21.intoArray(out, o2 + LANES);
        c22.intoArray(out, o2 + 2 * LANES);
        c23.intoArray(out, o2 + 3 * LANES);
        c30.intoArray(out, o3);
        c31.intoArray(out, o3 + LANES);
        c32.intoArray(out, o3 + 2 * LANES);
        c33.intoArray(out, o3 + 3 * LANES);
    }

    /** Eight accumulators, half a panel, for machines with 16 vector registers. */
    private static void rows8(float[] packed, int at, float[] data, int base, int[] offsets, int k, float[] bias,
            int biasAt, float[] out, int outAt, int step, boolean add) {
        FloatVector c00 = FloatVector.broadcast(SPECIES, bias == null ? 0 : bias[biasAt]);
        FloatVector c01 = c00;
        FloatVector c10 = FloatVector.broadcast(SPECIES, bias == null ? 0 : bias[biasAt + 1]);
        FloatVector c11 = c10;
        FloatVector c20 = FloatVector.broadcast(SPECIES, bias == null ? 0 : bias[biasAt + 2]);
        FloatVector c21 = c20;
        FloatVector c30 = FloatVector.broadcast(SPECIES, bias == null ? 0 : bias[biasAt + 3]);
        FloatVector c31 = c30;
        for (int i = 0; i < k; i++) {
            int p = base + offsets[i];
            int q = at + ROWS * i;
            FloatVector x0 = FloatVector.fromArray(SPECIES, data, p);
            FloatVector x1 = FloatVector.fromArray(SPECIES, data, p + LANES);
            FloatVector w = FloatVector.broadcast(SPECIES, packed[q]);
            c00 = x0.fma(w, c00);
            c01 = x1.fma(w, c01);
            w = FloatVector.broadcast(SPECIES, packed[q + 1]);
            c10 = x0.fma(w, c10);
            c11 = x1.fma(w, c11);
            w = FloatVector.broadcast(SPECIES, packed[q + 2]);
            c20 = x0.fma(w, c20);
            c21 = x1.fma(w, c21);
            w = FloatVector.broadcast(SPECIES, packed[q + 3]);
            c30 = x0.fma(w, c30);
            c31 = x1.fma(w, c31);
        }
        int o1 = outAt + step;
        int o2 = o1 + step;
        int o3 = o2 + step;
        if (add) {
            c00 = c00.add(FloatVector.fromArray(SPECIES, out, outAt));
            c01 = c01.add(FloatVector.fromArray(SPECIES, out, outAt + LANES));
            c10 = c10.add(FloatVector.fromArray(SPECIES, out, o1));
            c11 = c11.add(FloatVector.fromArray(SPECIES, out, o1 + LANES));
            c20 = c20.add(FloatVector.fromArray(SPECIES, out, o2));
            c21 = c21.add(FloatVector.fromArray(SPECIES, out, o2 + LANES));
            c30 = c30.add(FloatVector.fromArray(SPECIES, out, o3));
            c31 = c31.add(FloatVector.fromArray(SPECIES, out, o3 + LANES));
        }
        c00.intoArray(out, outAt);
        c01.intoArray(out, outAt + LANES);
        c10.intoArray(out, o1);
        c11.intoArray(out, o1 + LANES);
        c20.intoArray(out, o2);
        c21.intoArray(out, o2 + LANES);
        c30.intoArray(out, o3);
        c31.intoArray(out, o3 + LANES);
    }
}
