package dev.factorizer.backend.tornado.kernels.reductions;

import dev.factorizer.backend.tornado.kernels.blocks.StridedAxes;
import dev.factorizer.backend.tornado.kernels.functions.PairFunctions;
import dev.factorizer.backend.tornado.kernels.settings.OpenSettings;

/**
 * Many elements combined to one. An item combines one part of the elements of one result, the part's number counted slowest, and
 * writes it at y + item.
 */
public final class ReductionKernels {
    /** Settings of sums and extremes. All axes are {@link StridedAxes}: those of the results, then the other combined ones. */
    public interface Reduction extends OpenSettings {
        int X = 1;
        int Y = 2;
        /** How many. */
        int RESULTS = 3;
        /** Elements of a part. */
        int PART = 4;
        /** Elements of a result. */
        int RUN = 5;
        /** Of the fastest combined axis. */
        int SIZE = 6;
        /** Of the fastest combined axis. */
        int STRIDE = 7;
        /** Where the results' axes end. */
        int KEPT_END = 8;
        /** Where all axes end. */
        int END = 9;
        /** Where the axes begin, the fastest first. */
        int AXES = 10;
    }

    /** Settings of {@link #argMax}. The axes are {@link StridedAxes}. */
    public interface ArgMax extends OpenSettings {
        int X = 1;
        /** Among the integers. */
        int Y = 2;
        /** Elements of a result. */
        int SIZE = 3;
        /** Between them. */
        int STRIDE = 4;
        /** Where the axes end. */
        int END = 5;
        /** Where the results' axes begin, the fastest first. */
        int AXES = 6;
    }

    private ReductionKernels() { }

    /** With eight sums side by side, each with what rounding took from it (Kahan 1965): gradients of deconvolutions cancel. */
    public static void reduceSum(int item, float[] memory, int[] integers, int[] settings) {
        int results = settings[Reduction.RESULTS];
        int stride = settings[Reduction.STRIDE];
        int part = item / results;
        int x = settings[Reduction.X] + StridedAxes.offset(item - part * results, settings, Reduction.AXES,
                settings[Reduction.KEPT_END]);
        int k = part * settings[Reduction.PART];
        int end = k + settings[Reduction.PART] < settings[Reduction.RUN] ? k + settings[Reduction.PART] : settings[Reduction.RUN];
        int outer = k / settings[Reduction.SIZE];
        int column = k - outer * settings[Reduction.SIZE];
        float s0 = 0f;
        float c0 = 0f;
        float s1 = 0f;
        float c1 = 0f;
        float s2 = 0f;
        float c2 = 0f;
        float s3 = 0f;
        float c3 = 0f;
        float s4 = 0f;
        float c4 = 0f;
        float s5 = 0f;
        float c5 = 0f;
        float s6 = 0f;
        float c6 = 0f;
        float s7 = 0f;
        float c7 = 0f;
        while (k < end) {
            int at = x + StridedAxes.offset(outer, settings, settings[Reduction.KEPT_END], settings[Reduction.END]) + column
                    * stride;
            int run = settings[Reduction.SIZE] - column < end - k ? settings[Reduction.SIZE] - column : end - k;
            int i = 0;
            for (; i + 7 < run; i += 8) {
                float v0 = memory[at] - c0;
                c0 = PairFunctions.excess(s0, v0);
                s0 += v0;
                float v1 = memory[at + stride] - c1;
                c1 = PairFunctions.excess(s1, v1);
                s1 += v1;
                float v2 = memory[at + 2 * stride] - c2;
                c2 = PairFunctions.excess(s2, v2);
                s2 += v2;
                float v3 = memory[at + 3 * stride] - c3;
                c3 = PairFunctions.excess(s3, v3);
                s3 += v3;
                float v4 = memory[at + 4 * stride] - c4;
                c4 = PairFunctions.excess(s4, v4);
                s4 += v4;
                float v5 = memory[at + 5 * stride] - c5;
                c5 = PairFunctions.excess(s5, v5);
                s5 += v5;
                float v6 = memory[at + 6 * stride] - c6;
                c6 = PairFunctions.excess(s6, v6);
                s6 += v6;
                float v7 = memory[at + 7 * stride] - c7;
                c7 = PairFunctions.excess(s7, v7);
                s7 += v7;
                at += 8 * stride;
            }
            for (; i < run; i++) {
                float v0 = memory[at] - c0;
                c0 = PairFunctions.excess(s0, v0);
                s0 += v0;
                at += stride;
            }
            k += run;
            column = 0;
            outer++;
        }
        memory[settings[Reduction.Y] + item] = s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
    }

    /** NaN if one is. */
    public static void reduceMaximum(int item, float[] memory, int[] integers, int[] settings) {
        int results = settings[Reduction.RESULTS];
        int stride = settings[Reduction.STRIDE];
        int part = item / results;
        int x = settings[Reduction.X] + StridedAxes.offset(item - part * results, settings, Reduction.AXES,
                settings[Reduction.KEPT_END]);
        int k = part * settings[Reduction.PART];
        int end = k + settings[Reduction.PART] < settings[Reduction.RUN] ? k + settings[Reduction.PART] : settings[Reduction.RUN];
        int outer = k / settings[Reduction.SIZE];
        int column = k - outer * settings[Reduction.SIZE];
        float most = memory[x + StridedAxes.offset(outer, settings, settings[Reduction.KEPT_END], settings[Reduction.END])
                + column * stride];
        while (k < end) {
            int at = x + StridedAxes.offset(outer, settings, settings[Reduction.KEPT_END], settings[Reduction.END]) + column
                    * stride;
            int run = settings[Reduction.SIZE] - column < end - k ? settings[Reduction.SIZE] - column : end - k;
            for (int i = 0; i < run; i++) {
                most = PairFunctions.maximum(most, memory[at]);
                at += stride;
            }
            k += run;
            column = 0;
            outer++;
        }
        memory[settings[Reduction.Y] + item] = most;
    }

    /** NaN if one is. */
    public static void reduceMinimum(int item, float[] memory, int[] integers, int[] settings) {
        int results = settings[Reduction.RESULTS];
        int stride = settings[Reduction.STRIDE];
        int part = item / results;
        int x = settings[Reduction.X] + StridedAxes.offset(item - part * results, settings, Reduction.AXES,
                settings[Reduction.KEPT_END]);
        int k = part * settings[Reduction.PART];
        int end = k + settings[Reduction.PART] < settings[Reduction.RUN] ? k + settings[Reduction.PART] : settings[Reduction.RUN];
        int outer = k / settings[Reduction.SIZE];
        int column = k - outer * settings[Reduction.SIZE];
        float least = memory[x + StridedAxes.offset(outer, settings, settings[Reduction.KEPT_END], settings[Reduction.END])
                + column * stride];
        while (k < end) {
            int at = x + StridedAxes.offset(outer, settings, settings[Reduction.KEPT_END], settings[Reduction.END]) + column
                    * stride;
            int run = settings[Reduction.SIZE] - column < end - k ? settings[Reduction.SIZE] - column : end - k;
            for (int i = 0; i < run; i++) {
                least = PairFunctions.minimum(least, memory[at]);
                at += stride;
            }
            k += run;
            column = 0;
            outer++;
        }
        memory[settings[Reduction.Y] + item] = least;
    }

    /** The index of the greatest of each result's elements, the first of equal ones; NaN counts as greatest. */
    public static void argMax(int item, float[] memory, int[] integers, int[] settings) {
        int at = settings[ArgMax.X] + StridedAxes.offset(item, settings, ArgMax.AXES, settings[ArgMax.END]);
        int best = 0;
        float most = memory[at];
        for (int i = 1; i < settings[ArgMax.SIZE]; i++) {
            at += settings[ArgMax.STRIDE];
            float next = memory[at];
            if (next > most || next != next && most == most) {
                best = i;
                most = next;
            }
        }
        integers[settings[ArgMax.Y] + item] = best;
    }
}
