package dev.factorizer.backend.tornado.kernels;

/**
 * One element at a time, without broadcasting. Settings of one input: items, x, y. Settings of two: items, a, b, y. All are
 * offsets of contiguous values; a result may lie over an input.
 */
final class ElementBodies {
    private ElementBodies() { }

    /** Settings: items, offset of the number, y. */
    static void fill(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = memory[settings[1]];
    }

    /** Settings: items, the number, y among the integers. */
    static void fillIntegers(int item, float[] memory, int[] integers, int[] settings) {
        integers[settings[2] + item] = settings[1];
    }

    static void copy(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = memory[settings[1] + item];
    }

    static void copyIntegers(int item, float[] memory, int[] integers, int[] settings) {
        integers[settings[2] + item] = integers[settings[1] + item];
    }

    static void negate(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = -memory[settings[1] + item];
    }

    static void add(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[3] + item] = memory[settings[1] + item] + memory[settings[2] + item];
    }
}
