package dev.factorizer.backend.tornado.kernels.blocks;

/**
 * Sixty-four neighbors at a time, in private arrays: compilers for processors make vectors of loops of this constant length, and
 * leave shorter ones unrolled as they are. Of a row that ends before, the missing ones read as 0 and are not written.
 */
public final class VectorLanes {
    /** How many there are. */
    public static final int COUNT = 64;

    private static final int QUARTER = COUNT / 4;

    private VectorLanes() { }

    /** Into how many groups a row falls. */
    public static int groups(int length) {
        return (length + COUNT - 1) / COUNT;
    }

    /** How many of the row's elements there are from {@code first} on, at most all lanes. */
    public static int width(int length, int first) {
        int left = length - first;
        return left < COUNT ? left : COUNT;
    }

    /** Reads a group. */
    public static void read(float[] memory, int from, int width, float[] lanes, int at) {
        if (width == COUNT) {
            for (int l = 0; l < COUNT; l++) {
                lanes[at + l] = memory[from + l];
            }
        } else {
            for (int l = 0; l < COUNT; l++) {
                lanes[at + l] = l < width ? memory[from + l] : 0f;
            }
        }
    }

    /** Writes a group. */
    public static void write(float[] lanes, int at, float[] memory, int to, int width) {
        if (width == COUNT) {
            for (int l = 0; l < COUNT; l++) {
                memory[to + l] = lanes[at + l];
            }
        } else {
            for (int l = 0; l < width; l++) {
                memory[to + l] = lanes[at + l];
            }
        }
    }

    /** The same number in some groups. */
    public static void put(float[] lanes, int length, float number) {
        for (int l = 0; l < length; l++) {
            lanes[l] = number;
        }
    }

    /** The sum of a group, always in the same order; the group is lost. */
    public static float total(float[] lanes, int at) {
        for (int l = 0; l < QUARTER; l++) {
            lanes[at + l] = lanes[at + l] + lanes[at + QUARTER + l] + (lanes[at + 2 * QUARTER + l] + lanes[at + 3 * QUARTER + l]);
        }
        float sum = 0f;
        for (int l = 0; l < QUARTER; l++) {
            sum += lanes[at + l];
        }
        return sum;
    }
}
