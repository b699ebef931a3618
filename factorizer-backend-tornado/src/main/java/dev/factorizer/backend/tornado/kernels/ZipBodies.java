package dev.factorizer.backend.tornado.kernels;

/**
 * Functions of two elements. Settings: items, a, b, y, offsets of contiguous values; a result may lie over an input. Where one
 * is repeated: items, a, b, y, the number of the kind, where the axes end; then for each axis, the fastest first, its size and
 * the strides of a and b.
 *
 * <p>Where a row of a, in one piece, meets one number of b, an item takes a chunk of sixteen elements: items, a, b, y, chunks of a
 * row, where the axes end; then for each axis beside the row its size and the stride of b.
 */
public final class ZipBodies {
    private static final int AXES = 6;
    private static final int CHUNK = 16;

    private ZipBodies() { }

    public static void add(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[3] + item] = memory[settings[1] + item] + memory[settings[2] + item];
    }

    public static void subtract(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[3] + item] = memory[settings[1] + item] - memory[settings[2] + item];
    }

    public static void multiply(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[3] + item] = memory[settings[1] + item] * memory[settings[2] + item];
    }

    public static void divide(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[3] + item] = memory[settings[1] + item] / memory[settings[2] + item];
    }

    public static void greaterOfTwo(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[3] + item] = PairFunctions.greater(memory[settings[1] + item], memory[settings[2] + item]);
    }

    public static void smallerOfTwo(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[3] + item] = PairFunctions.smaller(memory[settings[1] + item], memory[settings[2] + item]);
    }

    public static void isGreater(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[3] + item] = PairFunctions.isGreater(memory[settings[1] + item], memory[settings[2] + item]);
    }

    public static void isGreaterOrEqual(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[3] + item] = PairFunctions.isGreaterOrEqual(memory[settings[1] + item], memory[settings[2] + item]);
    }

    public static void isEqual(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[3] + item] = PairFunctions.isEqual(memory[settings[1] + item], memory[settings[2] + item]);
    }

    public static void zipRepeated(int item, float[] memory, int[] integers, int[] settings) {
        int a = settings[1];
        int b = settings[2];
        int rest = item;
        for (int axis = AXES; axis < settings[5]; axis += 3) {
            int size = settings[axis];
            int next = rest / size;
            int index = rest - next * size;
            a += index * settings[axis + 1];
            b += index * settings[axis + 2];
            rest = next;
        }
        memory[settings[3] + item] = PairFunctions.of(settings[4], memory[a], memory[b]);
    }

    /** The sum of whole numbers, whatever the kind. */
    public static void addIntegers(int item, float[] memory, int[] integers, int[] settings) {
        int a = settings[1];
        int b = settings[2];
        int rest = item;
        for (int axis = AXES; axis < settings[5]; axis += 3) {
            int size = settings[axis];
            int next = rest / size;
            int index = rest - next * size;
            a += index * settings[axis + 1];
            b += index * settings[axis + 2];
            rest = next;
        }
        integers[settings[3] + item] = integers[a] + integers[b];
    }

    public static void addRows(int item, float[] memory, int[] integers, int[] settings) {
        float b = memory[settings[2] + Places.of(item / settings[4], settings, AXES, settings[5])];
        int a = settings[1] + item * CHUNK;
        int y = settings[3] + item * CHUNK;
        for (int i = 0; i < CHUNK; i++) {
            memory[y + i] = memory[a + i] + b;
        }
    }

    public static void subtractRows(int item, float[] memory, int[] integers, int[] settings) {
        float b = memory[settings[2] + Places.of(item / settings[4], settings, AXES, settings[5])];
        int a = settings[1] + item * CHUNK;
        int y = settings[3] + item * CHUNK;
        for (int i = 0; i < CHUNK; i++) {
            memory[y + i] = memory[a + i] - b;
        }
    }

    public static void multiplyRows(int item, float[] memory, int[] integers, int[] settings) {
        float b = memory[settings[2] + Places.of(item / settings[4], settings, AXES, settings[5])];
        int a = settings[1] + item * CHUNK;
        int y = settings[3] + item * CHUNK;
        for (int i = 0; i < CHUNK; i++) {
            memory[y + i] = memory[a + i] * b;
        }
    }

    public static void divideRows(int item, float[] memory, int[] integers, int[] settings) {
        float b = memory[settings[2] + Places.of(item / settings[4], settings, AXES, settings[5])];
        int a = settings[1] + item * CHUNK;
        int y = settings[3] + item * CHUNK;
        for (int i = 0; i < CHUNK; i++) {
            memory[y + i] = memory[a + i] / b;
        }
    }
}
