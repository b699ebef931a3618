package dev.factorizer.backend.tornado.kernels;

/**
 * Many elements combined to one. An item combines one part of the elements of one result, the part's number counted slowest,
 * and writes it at y + item. Settings: items, x, y, results, elements of a part, elements of a result, size and stride of the
 * fastest combined axis, where the results' axes end, where all axes end; then sizes and strides of the results' axes and of the
 * other combined axes, the fastest first.
 */
public final class ReductionBodies {
    private static final int AXES = 10;

    private ReductionBodies() { }

    /** With eight sums side by side, which keeps rounding errors small. */
    public static void sumOf(int item, float[] memory, int[] integers, int[] settings) {
        int results = settings[3];
        int stride = settings[7];
        int part = item / results;
        int x = settings[1] + Places.of(item - part * results, settings, AXES, settings[8]);
        int k = part * settings[4];
        int end = k + settings[4] < settings[5] ? k + settings[4] : settings[5];
        int outer = k / settings[6];
        int column = k - outer * settings[6];
        float s0 = 0f;
        float s1 = 0f;
        float s2 = 0f;
        float s3 = 0f;
        float s4 = 0f;
        float s5 = 0f;
        float s6 = 0f;
        float s7 = 0f;
        while (k < end) {
            int at = x + Places.of(outer, settings, settings[8], settings[9]) + column * stride;
            int run = settings[6] - column < end - k ? settings[6] - column : end - k;
            int i = 0;
            for (; i + 7 < run; i += 8) {
                s0 += memory[at];
                s1 += memory[at + stride];
                s2 += memory[at + 2 * stride];
                s3 += memory[at + 3 * stride];
                s4 += memory[at + 4 * stride];
                s5 += memory[at + 5 * stride];
                s6 += memory[at + 6 * stride];
                s7 += memory[at + 7 * stride];
                at += 8 * stride;
            }
            for (; i < run; i++) {
                s0 += memory[at];
                at += stride;
            }
            k += run;
            column = 0;
            outer++;
        }
        memory[settings[2] + item] = s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
    }

    /** NaN if one is. */
    public static void greatestOf(int item, float[] memory, int[] integers, int[] settings) {
        int results = settings[3];
        int stride = settings[7];
        int part = item / results;
        int x = settings[1] + Places.of(item - part * results, settings, AXES, settings[8]);
        int k = part * settings[4];
        int end = k + settings[4] < settings[5] ? k + settings[4] : settings[5];
        int outer = k / settings[6];
        int column = k - outer * settings[6];
        float most = memory[x + Places.of(outer, settings, settings[8], settings[9]) + column * stride];
        while (k < end) {
            int at = x + Places.of(outer, settings, settings[8], settings[9]) + column * stride;
            int run = settings[6] - column < end - k ? settings[6] - column : end - k;
            for (int i = 0; i < run; i++) {
                most = PairFunctions.greater(most, memory[at]);
                at += stride;
            }
            k += run;
            column = 0;
            outer++;
        }
        memory[settings[2] + item] = most;
    }

    /** NaN if one is. */
    public static void smallestOf(int item, float[] memory, int[] integers, int[] settings) {
        int results = settings[3];
        int stride = settings[7];
        int part = item / results;
        int x = settings[1] + Places.of(item - part * results, settings, AXES, settings[8]);
        int k = part * settings[4];
        int end = k + settings[4] < settings[5] ? k + settings[4] : settings[5];
        int outer = k / settings[6];
        int column = k - outer * settings[6];
        float least = memory[x + Places.of(outer, settings, settings[8], settings[9]) + column * stride];
        while (k < end) {
            int at = x + Places.of(outer, settings, settings[8], settings[9]) + column * stride;
            int run = settings[6] - column < end - k ? settings[6] - column : end - k;
            for (int i = 0; i < run; i++) {
                least = PairFunctions.smaller(least, memory[at]);
                at += stride;
            }
            k += run;
            column = 0;
            outer++;
        }
        memory[settings[2] + item] = least;
    }

    /**
     * The index of the greatest of each result's elements, the first of equal ones; NaN counts as greatest. Settings: items, x, y
     * among the integers, elements of a result, their stride, where the axes end; then sizes and strides of the results' axes.
     */
    public static void indexOfGreatest(int item, float[] memory, int[] integers, int[] settings) {
        int at = settings[1] + Places.of(item, settings, 6, settings[5]);
        int best = 0;
        float most = memory[at];
        for (int i = 1; i < settings[3]; i++) {
            at += settings[4];
            float next = memory[at];
            if (next > most || next != next && most == most) {
                best = i;
                most = next;
            }
        }
        integers[settings[2] + item] = best;
    }
}
