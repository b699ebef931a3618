package dev.factorizer.backend.tornado.kernels;

/**
 * Elements as they are: one everywhere, copied, chosen, of another type. Settings: items, x, y, offsets of contiguous values
 * unless said otherwise; a result of the same type may lie over an input.
 */
public final class ElementBodies {
    private static final int CHOICE_AXES = 6;

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

    /** A state gets its next value, unless the run has failed. */
    public static void update(int item, float[] memory, int[] integers, int[] settings) {
        if (integers[0] == 0) {
            memory[settings[2] + item] = memory[settings[1] + item];
        }
    }

    /** The same with whole numbers. */
    public static void updateIntegers(int item, float[] memory, int[] integers, int[] settings) {
        if (integers[0] == 0) {
            integers[settings[2] + item] = integers[settings[1] + item];
        }
    }

    public static void copyIntegers(int item, float[] memory, int[] integers, int[] settings) {
        integers[settings[2] + item] = integers[settings[1] + item];
    }

    /** As Java casts them: what a device makes of a float beyond the whole numbers is open. */
    public static void toIntegers(int item, float[] memory, int[] integers, int[] settings) {
        float x = memory[settings[1] + item];
        int whole = x >= 0x1p31f ? Integer.MAX_VALUE : (int) x;
        whole = x <= -0x1p31f ? Integer.MIN_VALUE : whole;
        integers[settings[2] + item] = x != x ? 0 : whole;
    }

    public static void toFloats(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = integers[settings[1] + item];
    }

    /** Settings: items, condition, a, b, y. */
    public static void choose(int item, float[] memory, int[] integers, int[] settings) {
        float a = memory[settings[2] + item];
        float b = memory[settings[3] + item];
        memory[settings[4] + item] = memory[settings[1] + item] != 0f ? a : b;
    }

    /** Settings: items, the one condition for all, a, b, y. */
    public static void chooseWhole(int item, float[] memory, int[] integers, int[] settings) {
        float a = memory[settings[2] + item];
        float b = memory[settings[3] + item];
        memory[settings[4] + item] = memory[settings[1]] != 0f ? a : b;
    }

    /**
     * Settings: items, condition, a, b, y, where the axes end; then for each axis, the fastest first, its size and the strides of
     * condition, a and b.
     */
    public static void chooseRepeated(int item, float[] memory, int[] integers, int[] settings) {
        int condition = settings[1];
        int a = settings[2];
        int b = settings[3];
        int rest = item;
        for (int axis = CHOICE_AXES; axis < settings[5]; axis += 4) {
            int size = settings[axis];
            int next = rest / size;
            int index = rest - next * size;
            condition += index * settings[axis + 1];
            a += index * settings[axis + 2];
            b += index * settings[axis + 3];
            rest = next;
        }
        memory[settings[4] + item] = memory[condition] != 0f ? memory[a] : memory[b];
    }
}
