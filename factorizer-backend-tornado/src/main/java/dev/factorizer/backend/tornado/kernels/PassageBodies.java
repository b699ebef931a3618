package dev.factorizer.backend.tornado.kernels;

/**
 * Elements between the device's memory and an array in which several regions are passed, one after another. The table: items,
 * pieces, bits of the number of pieces; then for each piece its first item and its offset in the memory.
 */
public final class PassageBodies {
    /** Where the pieces begin in a table. */
    public static final int PIECES = 3;

    private PassageBodies() { }

    public static void putFloat(int item, float[] memory, float[] passed, int[] table) {
        memory[place(item, table)] = passed[item];
    }

    public static void putInteger(int item, int[] integers, int[] passed, int[] table) {
        integers[place(item, table)] = passed[item];
    }

    public static void getFloat(int item, float[] memory, float[] passed, int[] table) {
        passed[item] = memory[place(item, table)];
    }

    public static void getInteger(int item, int[] integers, int[] passed, int[] table) {
        passed[item] = integers[place(item, table)];
    }

    /** The last piece that doesn't begin after the item, by bisection. */
    private static int place(int item, int[] table) {
        int piece = 0;
        for (int bit = 1; bit <= table[2]; bit++) {
            int next = piece + (1 << (table[2] - bit));
            if (next < table[1]) {
                piece = table[PIECES + 2 * next] <= item ? next : piece;
            }
        }
        return table[PIECES + 2 * piece + 1] + item - table[PIECES + 2 * piece];
    }
}
