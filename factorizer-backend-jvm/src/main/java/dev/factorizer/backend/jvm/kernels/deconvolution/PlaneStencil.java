package dev.factorizer.backend.jvm.kernels.deconvolution;

import dev.factorizer.backend.jvm.kernels.vectors.LaneSums;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The inner loops: planes shifted by the taps of a filter, weighted and added up, or multiplied with another plane. */
final class PlaneStencil {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Vectors of a result that stay in registers. */
    private static final int BLOCK = 8 * LANES;
    /** Products with so many shifts are computed together. */
    static final int SHIFTS = 9;
    /** Floats of working space. */
    static final int WORKSPACE = SHIFTS * LANES;

    private PlaneStencil() { }

    /** out[to + i] = Σ_t weights[t] · data[offsets[t] + i], i below a length of whole vectors, in the order of t. */
    static void sum(float[] data, int[] offsets, float[] weights, int taps, float[] out, int to, int length) {
        int i = 0;
        for (; i + BLOCK <= length; i += BLOCK) {
            eight(data, offsets, weights, taps, i, out, to + i);
        }
        for (; i + 2 * LANES <= length; i += 2 * LANES) {
            two(data, offsets, weights, taps, i, out, to + i);
        }
        if (i < length) {
            one(data, offsets, weights, taps, i, out, to + i);
        }
    }

    private static void eight(float[] data, int[] offsets, float[] weights, int taps, int from, float[] out, int to) {
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        FloatVector e = a;
        FloatVector f = a;
        FloatVector g = a;
        FloatVector h = a;
        for (int t = 0; t < taps; t++) {
            int at = offsets[t] + from;
            FloatVector w = FloatVector.broadcast(SPECIES, weights[t]);
            a = FloatVector.fromArray(SPECIES, data, at).fma(w, a);
            b = FloatVector.fromArray(SPECIES, data, at + LANES).fma(w, b);
            c = FloatVector.fromArray(SPECIES, data, at + 2 * LANES).fma(w, c);
            d = FloatVector.fromArray(SPECIES, data, at + 3 * LANES).fma(w, d);
            e = FloatVector.fromArray(SPECIES, data, at + 4 * LANES).fma(w, e);
            f = FloatVector.fromArray(SPECIES, data, at + 5 * LANES).fma(w, f);
            g = FloatVector.fromArray(SPECIES, data, at + 6 * LANES).fma(w, g);
            h = FloatVector.fromArray(SPECIES, data, at + 7 * LANES).fma(w, h);
        }
        a.intoArray(out, to);
        b.intoArray(out, to + LANES);
        c.intoArray(out, to + 2 * LANES);
        d.intoArray(out, to + 3 * LANES);
        e.intoArray(out, to + 4 * LANES);
        f.intoArray(out, to + 5 * LANES);
        g.intoArray(out, to + 6 * LANES);
        h.intoArray(out, to + 7 * LANES);
    }

    private static void two(float[] data, int[] offsets, float[] weights, int taps, int from, float[] out, int to) {
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        for (int t = 0; t < taps; t++) {
            int at = offsets[t] + from;
            FloatVector w = FloatVector.broadcast(SPECIES, weights[t]);
            a = FloatVector.fromArray(SPECIES, data, at).fma(w, a);
            b = FloatVector.fromArray(SPECIES, data, at + LANES).fma(w, b);
        }
        a.intoArray(out, to);
        b.intoArray(out, to + LANES);
    }

    private static void one(float[] data, int[] offsets, float[] weights, int taps, int from, float[] out, int to) {
        FloatVector a = FloatVector.zero(SPECIES);
        for (int t = 0; t < taps; t++) {
            a = FloatVector.fromArray(SPECIES, data, offsets[t] + from).fma(FloatVector.broadcast(SPECIES, weights[t]), a);
        }
        a.intoArray(out, to);
    }

    /**
     * sums[t] = Σ_i plane[from + i] · data[offsets[t] + i], i below a length of whole vectors, for {@link #SHIFTS} offsets from
     * {@code first}.
     */
    static void products(float[] plane, int from, float[] data, int[] offsets, int first, int length, float[] lanes, float[] sums) {
        int o0 = offsets[first];
        int o1 = offsets[first + 1];
        int o2 = offsets[first + 2];
        int o3 = offsets[first + 3];
        int o4 = offsets[first + 4];
        int o5 = offsets[first + 5];
        int o6 = offsets[first + 6];
        int o7 = offsets[first + 7];
        int o8 = offsets[first + 8];
        FloatVector c0 = FloatVector.zero(SPECIES);
        FloatVector c1 = c0;
        FloatVector c2 = c0;
        FloatVector c3 = c0;
        FloatVector c4 = c0;
        FloatVector c5 = c0;
        FloatVector c6 = c0;
        FloatVector c7 = c0;
        FloatVector c8 = c0;
        for (int i = 0; i < length; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, plane, from + i);
            c0 = FloatVector.fromArray(SPECIES, data, o0 + i).fma(x, c0);
            c1 = FloatVector.fromArray(SPECIES, data, o1 + i).fma(x, c1);
            c2 = FloatVector.fromArray(SPECIES, data, o2 + i).fma(x, c2);
            c3 = FloatVector.fromArray(SPECIES, data, o3 + i).fma(x, c3);
            c4 = FloatVector.fromArray(SPECIES, data, o4 + i).fma(x, c4);
            c5 = FloatVector.fromArray(SPECIES, data, o5 + i).fma(x, c5);
            c6 = FloatVector.fromArray(SPECIES, data, o6 + i).fma(x, c6);
            c7 = FloatVector.fromArray(SPECIES, data, o7 + i).fma(x, c7);
            c8 = FloatVector.fromArray(SPECIES, data, o8 + i).fma(x, c8);
        }
        c0.intoArray(lanes, 0);
        c1.intoArray(lanes, LANES);
        c2.intoArray(lanes, 2 * LANES);
        c3.intoArray(lanes, 3 * LANES);
        c4.intoArray(lanes, 4 * LANES);
        c5.intoArray(lanes, 5 * LANES);
        c6.intoArray(lanes, 6 * LANES);
        c7.intoArray(lanes, 7 * LANES);
        c8.intoArray(lanes, 8 * LANES);
        LaneSums.of(lanes, 0, SHIFTS, sums, 0);
    }
}
