package dev.factorizer.backend.tornado.kernels;

/**
 * Sixteen neighbours at a time, in private arrays: loops of this constant length become vectors on a CPU and registers on a
 * GPU. Of a row that ends before sixteen, the missing ones read as 0 and are not written.
 */
final class Lanes {
    /** How many there are. */
    static final int COUNT = 16;

    private Lanes() { }

    /** Into how many groups a row falls. */
    static int groups(int length) {
        return (length + COUNT - 1) / COUNT;
    }

    /** How many of the row's elements there are from {@code first} on, at most all lanes. */
    static int width(int length, int first) {
        int left = length - first;
        return left < COUNT ? left : COUNT;
    }

    /** Reads a group. */
    static void read(float[] memory, int from, int width, float[] lanes, int at) {
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
    static void write(float[] lanes, int at, float[] memory, int to, int width) {
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
    static void put(float[] lanes, int length, float number) {
        for (int l = 0; l < length; l++) {
            lanes[l] = number;
        }
    }

    /** The sum of a group, always in the same order. */
    static float total(float[] lanes, int at) {
        float sum = 0f;
        for (int l = 0; l < COUNT; l++) {
            sum += lanes[at + l];
        }
        return sum;
    }
}
