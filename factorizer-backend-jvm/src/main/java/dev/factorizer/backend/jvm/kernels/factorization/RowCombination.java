package dev.factorizer.backend.jvm.kernels.factorization;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums of rows in cache, four at a time, as factors need them: out_r = Σ_k weight_kr row_k. */
final class RowCombination {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Results that are computed together. */
    static final int ROWS = 4;

    private RowCombination() { }

    /**
     * Computes up to four sums.
     *
     * @param w the weights: four for each row that is read
     * @param at where they begin
     * @param data the rows
     * @param from where they are counted from
     * @param rows where they begin
     * @param k how many
     * @param width of a row, whole vectors
     * @param out gets the sums; may be {@code data} where no row is read that is written
     * @param to where the first begins
     * @param step from one to the next
     * @param count how many are wanted; the weights of those that are not are those of the last one
     * @param add whether the sums are added to what is there
     */
    static void apply(float[] w, int at, float[] data, int from, int[] rows, int k, int width, float[] out, int to, int step,
            int count, boolean add) {
        int to1 = to + Math.min(1, count - 1) * step;
        int to2 = to + Math.min(2, count - 1) * step;
        int to3 = to + Math.min(3, count - 1) * step;
        int j = 0;
        for (; j + LANES < width; j += 2 * LANES) {
            FloatVector a0 = FloatVector.zero(SPECIES);
            FloatVector b0 = a0;
            FloatVector a1 = a0;
            FloatVector b1 = a0;
            FloatVector a2 = a0;
            FloatVector b2 = a0;
            FloatVector a3 = a0;
            FloatVector b3 = a0;
            if (add) {
                a0 = FloatVector.fromArray(SPECIES, out, to + j);
                b0 = FloatVector.fromArray(SPECIES, out, to + j + LANES);
                a1 = FloatVector.fromArray(SPECIES, out, to1 + j);
                b1 = FloatVector.fromArray(SPECIES, out, to1 + j + LANES);
                a2 = FloatVector.fromArray(SPECIES, out, to2 + j);
                b2 = FloatVector.fromArray(SPECIES, out, to2 + j + LANES);
                a3 = FloatVector.fromArray(SPECIES, out, to3 + j);
                b3 = FloatVector.fromArray(SPECIES, out, to3 + j + LANES);
            }
            for (int i = 0; i < k; i++) {
                int p = from + rows[i] + j;
                int q = at + ROWS * i;
                FloatVector x = FloatVector.fromArray(SPECIES, data, p);
                FloatVector y = FloatVector.fromArray(SPECIES, data, p + LANES);
                FloatVector weight = FloatVector.broadcast(SPECIES, w[q]);
                a0 = x.fma(weight, a0);
                b0 = y.fma(weight, b0);
                weight = FloatVector.broadcast(SPECIES, w[q + 1]);
                a1 = x.fma(weight, a1);
                b1 = y.fma(weight, b1);
                weight = FloatVector.broadcast(SPECIES, w[q + 2]);
                a2 = x.fma(weight, a2);
                b2 = y.fma(weight, b2);
                weight = FloatVector.broadcast(SPECIES, w[q + 3]);
                a3 = x.fma(weight, a3);
                b3 = y.fma(weight, b3);
            }
            a0.intoArray(out, to + j);
            b0.intoArray(out, to + j + LANES);
            a1.intoArray(out, to1 + j);
            b1.intoArray(out, to1 + j + LANES);
            a2.intoArray(out, to2 + j);
            b2.intoArray(out, to2 + j + LANES);
            a3.intoArray(out, to3 + j);
            b3.intoArray(out, to3 + j + LANES);
        }
        if (j < width) {
            last(w, at, data, from + j, rows, k, out, to + j, to1 + j, to2 + j, to3 + j, add);
        }
    }

    /** The last vector of an odd number of them. */
    private static void last(float[] w, int at, float[] data, int from, int[] rows, int k, float[] out, int to, int to1, int to2,
            int to3, boolean add) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        if (add) {
            a0 = FloatVector.fromArray(SPECIES, out, to);
            a1 = FloatVector.fromArray(SPECIES, out, to1);
            a2 = FloatVector.fromArray(SPECIES, out, to2);
            a3 = FloatVector.fromArray(SPECIES, out, to3);
        }
        for (int i = 0; i < k; i++) {
            int q = at + ROWS * i;
            FloatVector x = FloatVector.fromArray(SPECIES, data, from + rows[i]);
            a0 = x.fma(FloatVector.broadcast(SPECIES, w[q]), a0);
            a1 = x.fma(FloatVector.broadcast(SPECIES, w[q + 1]), a1);
            a2 = x.fma(FloatVector.broadcast(SPECIES, w[q + 2]), a2);
            a3 = x.fma(FloatVector.broadcast(SPECIES, w[q + 3]), a3);
        }
        a0.intoArray(out, to);
        a1.intoArray(out, to1);
        a2.intoArray(out, to2);
        a3.intoArray(out, to3);
    }
}
