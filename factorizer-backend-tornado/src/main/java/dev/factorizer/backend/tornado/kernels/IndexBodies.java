package dev.factorizer.backend.tornado.kernels;

/** Elements chosen by indices along an axis, in front of which lie outer and behind which inner elements. */
public final class IndexBodies {
    private IndexBodies() { }

    /** Settings: items, x, indices, y, how many indices, the axis' size, inner, the task's number. */
    public static void gather(int item, float[] memory, int[] integers, int[] settings) {
        int inner = settings[6];
        int row = item / inner;
        int outer = row / settings[4];
        int index = integers[settings[2] + row - outer * settings[4]];
        if (index < 0 || index >= settings[5]) {
            if (integers[0] == 0) {
                integers[0] = settings[7];
                integers[1] = index;
            }
        } else {
            memory[settings[3] + item] = memory[settings[1] + (outer * settings[5] + index) * inner + item - row * inner];
        }
    }

    /**
     * An item adds up what belongs to one outer and inner element, in ascending order. Settings: items, x, indices, y, how many
     * indices, the size of the result's axis, inner, the task's number.
     */
    public static void scatterAdd(int item, float[] memory, int[] integers, int[] settings) {
        int inner = settings[6];
        int outer = item / inner;
        int column = item - outer * inner;
        int y = settings[3] + outer * settings[5] * inner + column;
        for (int j = 0; j < settings[5]; j++) {
            memory[y + j * inner] = 0f;
        }
        int x = settings[1] + outer * settings[4] * inner + column;
        for (int i = 0; i < settings[4]; i++) {
            int index = integers[settings[2] + i];
            if (index < 0 || index >= settings[5]) {
                if (integers[0] == 0) {
                    integers[0] = settings[7];
                    integers[1] = index;
                }
            } else {
                memory[y + index * inner] += memory[x + i * inner];
            }
        }
    }
}
