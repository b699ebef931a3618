package dev.factorizer.backend.tornado.kernels;

/** Elements moved to other places. Settings: items, x, y, where the axes end; then the axes, the fastest first. */
public final class MovementBodies {
    private static final int AXES = 4;
    private static final int PAD_AXES = 5;

    private MovementBodies() { }

    /** For each axis: its size, the strides of x and y. */
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

    /** For each axis: its size, the strides of x and y. */
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

    /**
     * A number around x. After the end of the axes: the offset of the number. For each axis: the size of y, how many numbers come
     * before x, the size of x, its stride.
     */
    public static void pad(int item, float[] memory, int[] integers, int[] settings) {
        int x = settings[1];
        int outside = 0;
        int rest = item;
        for (int axis = PAD_AXES; axis < settings[3]; axis += 4) {
            int size = settings[axis];
            int next = rest / size;
            int index = rest - next * size - settings[axis + 1];
            if (index < 0 || index >= settings[axis + 2]) {
                outside = 1;
            }
            x += index * settings[axis + 3];
            rest = next;
        }
        int from = outside == 0 ? x : settings[4];
        memory[settings[2] + item] = memory[from];
    }
}
