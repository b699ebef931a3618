package dev.factorizer.backend.tornado.kernels;

/**
 * Elements moved to other places. Settings: items, x, y, where the axes end; then the axes, the fastest first, each with its size
 * and the strides of x and y.
 *
 * <p>Where rows are moved, an item moves a chunk of one, of sixteen elements or what is left of the row. Settings:
 * items, x, y, elements of a row, chunks of a row, where the axes end; then the axes beside the row.
 */
public final class MovementBodies {
    private static final int AXES = 4;
    private static final int ROW_AXES = 6;
    private static final int PAD_AXES = 9;
    private static final int CHUNK = 16;

    private MovementBodies() { }

    public static void move(int item, float[] memory, int[] integers, int[] settings) {
        int x = settings[1];
        int y = settings[2];
        int rest = item;
        for (int axis = AXES; axis < settings[3]; axis += 3) {
            int size = settings[axis];
            int next = rest / size;
            int index = rest - next * size;
            x += index * settings[axis + 1];
            y += index * settings[axis + 2];
            rest = next;
        }
        memory[y] = memory[x];
    }

    public static void moveIntegers(int item, float[] memory, int[] integers, int[] settings) {
        int x = settings[1];
        int y = settings[2];
        int rest = item;
        for (int axis = AXES; axis < settings[3]; axis += 3) {
            int size = settings[axis];
            int next = rest / size;
            int index = rest - next * size;
            x += index * settings[axis + 1];
            y += index * settings[axis + 2];
            rest = next;
        }
        integers[y] = integers[x];
    }

    /** Rows that lie in one piece in both. */
    public static void moveRows(int item, float[] memory, int[] integers, int[] settings) {
        int chunks = settings[4];
        int row = item / chunks;
        int start = (item - row * chunks) * CHUNK;
        int count = settings[3] - start < CHUNK ? settings[3] - start : CHUNK;
        int x = settings[1] + start;
        int y = settings[2] + start;
        int rest = row;
        for (int axis = ROW_AXES; axis < settings[5]; axis += 3) {
            int size = settings[axis];
            int next = rest / size;
            int index = rest - next * size;
            x += index * settings[axis + 1];
            y += index * settings[axis + 2];
            rest = next;
        }
        for (int i = 0; i < count; i++) {
            memory[y + i] = memory[x + i];
        }
    }

    /** Rows of one number each, which lie in one piece in y. */
    public static void repeatRows(int item, float[] memory, int[] integers, int[] settings) {
        int chunks = settings[4];
        int row = item / chunks;
        int start = (item - row * chunks) * CHUNK;
        int count = settings[3] - start < CHUNK ? settings[3] - start : CHUNK;
        int x = settings[1];
        int y = settings[2] + start;
        int rest = row;
        for (int axis = ROW_AXES; axis < settings[5]; axis += 3) {
            int size = settings[axis];
            int next = rest / size;
            int index = rest - next * size;
            x += index * settings[axis + 1];
            y += index * settings[axis + 2];
            rest = next;
        }
        float number = memory[x];
        for (int i = 0; i < count; i++) {
            memory[y + i] = number;
        }
    }

    /**
     * A number around x. Settings: items, x, y, the offset of the number; elements of a row of y, how many come before those of x,
     * how many of x, chunks of a row; where the axes end. For each axis beside the row: the size of y, how many come before those
     * of x, the size of x, its stride.
     */
    public static void pad(int item, float[] memory, int[] integers, int[] settings) {
        int chunks = settings[7];
        int row = item / chunks;
        int start = (item - row * chunks) * CHUNK;
        int end = start + CHUNK < settings[4] ? start + CHUNK : settings[4];
        int y = settings[2] + row * settings[4];
        int x = settings[1] - settings[5];
        int first = settings[5];
        int last = settings[5] + settings[6];
        int rest = row;
        for (int axis = PAD_AXES; axis < settings[8]; axis += 4) {
            int size = settings[axis];
            int next = rest / size;
            int index = rest - next * size - settings[axis + 1];
            if (index < 0 || index >= settings[axis + 2]) {
                first = end;
                last = end;
            }
            x += index * settings[axis + 3];
            rest = next;
        }
        first = first < start ? start : first;
        first = first > end ? end : first;
        last = last < first ? first : last;
        last = last > end ? end : last;
        float number = memory[settings[3]];
        for (int i = start; i < first; i++) {
            memory[y + i] = number;
        }
        for (int i = first; i < last; i++) {
            memory[y + i] = memory[x + i];
        }
        for (int i = last; i < end; i++) {
            memory[y + i] = number;
        }
    }
}
