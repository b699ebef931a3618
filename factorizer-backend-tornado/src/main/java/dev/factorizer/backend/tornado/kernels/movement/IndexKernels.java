package dev.factorizer.backend.tornado.kernels.movement;

import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;

/** Elements chosen by indices along an axis, in front of which lie outer and behind which inner elements. */
public final class IndexKernels {
    /** Settings of both. */
    public interface Index extends KernelSettings {
        int X = 1;
        int INDICES = 2;
        int Y = 3;
        /** How many indices. */
        int COUNT = 4;
        /** Of the axis that is indexed. */
        int SIZE = 5;
        int INNER = 6;
        /** The task's number. */
        int TASK = 7;
    }

    private IndexKernels() { }

    public static void gather(int item, float[] memory, int[] integers, int[] settings) {
        int inner = settings[Index.INNER];
        int row = item / inner;
        int outer = row / settings[Index.COUNT];
        int index = integers[settings[Index.INDICES] + row - outer * settings[Index.COUNT]];
        if (index < 0 || index >= settings[Index.SIZE]) {
            if (integers[0] == 0) {
                integers[0] = settings[Index.TASK];
                integers[1] = index;
            }
        } else {
            memory[settings[Index.Y] + item] = memory[settings[Index.X] + (outer * settings[Index.SIZE] + index) * inner + item
                    - row * inner];
        }
    }

    /** An item adds up what belongs to one outer and inner element, in ascending order. */
    public static void scatterAdd(int item, float[] memory, int[] integers, int[] settings) {
        int inner = settings[Index.INNER];
        int outer = item / inner;
        int column = item - outer * inner;
        int y = settings[Index.Y] + outer * settings[Index.SIZE] * inner + column;
        for (int j = 0; j < settings[Index.SIZE]; j++) {
            memory[y + j * inner] = 0f;
        }
        int x = settings[Index.X] + outer * settings[Index.COUNT] * inner + column;
        for (int i = 0; i < settings[Index.COUNT]; i++) {
            int index = integers[settings[Index.INDICES] + i];
            if (index < 0 || index >= settings[Index.SIZE]) {
                if (integers[0] == 0) {
                    integers[0] = settings[Index.TASK];
                    integers[1] = index;
                }
            } else {
                memory[y + index * inner] += memory[x + i * inner];
            }
        }
    }
}
