package dev.factorizer.backend.tornado.kernels;

/**
 * One element at a time, without broadcasting. Settings of one input: items, x, y. Settings of two: items, a, b, y. All are
 * offsets of contiguous values; a result may lie over an input.
 */
public final class ElementBodies {
    private ElementBodies() { }

    /** Settings: items, offset of the number, y. */
    public static void fill(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = memory[settings[1]];
    }

    /** Settings: items, the number, y among the integers. */
    public static void fillIntegers(int item, float[] memory, int[] integers, int[] settings) {
        integers[settings[2] + item] = settings[1];
    }

    public static void copy(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = memory[settings[1] + item];
    }

    public static void copyIntegers(int item, float[] memory, int[] integers, int[] settings) {
        integers[settings[2] + item] = integers[settings[1] + item];
    }

    public static void negate(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = -memory[settings[1] + item];
    }

    public static void add(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[3] + item] = memory[settings[1] + item] + memory[settings[2] + item];
    }
}
