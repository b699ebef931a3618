package dev.factorizer.backend.tornado.adapter;

import uk.ac.manchester.tornado.api.annotations.Parallel;

/** Kernels that move elements between the device's memory and the arrays that are copied from and to the host. */
final class Transfers {
    private Transfers() { }

    /** Range: items, from, to. */
    static void putFloats(float[] memory, float[] staging, int[] range) {
        for (@Parallel int i = 0; i < range[0]; i++) {
            memory[range[2] + i] = staging[range[1] + i];
        }
    }

    static void putIntegers(int[] integers, int[] staging, int[] range) {
        for (@Parallel int i = 0; i < range[0]; i++) {
            integers[range[2] + i] = staging[range[1] + i];
        }
    }

    static void getFloats(float[] memory, float[] staging, int[] range) {
        for (@Parallel int i = 0; i < range[0]; i++) {
            staging[range[2] + i] = memory[range[1] + i];
        }
    }

    static void getIntegers(int[] integers, int[] staging, int[] range) {
        for (@Parallel int i = 0; i < range[0]; i++) {
            staging[range[2] + i] = integers[range[1] + i];
        }
    }
}
