package dev.factorizer.backend.tornado.kernels.movement;

import dev.factorizer.backend.tornado.kernels.movement.TransferSettings.TransferEntry;

/**
 * Elements between the device's memory and an array in which several regions are transferred, one after another. The table: items,
 * pieces, bits of the number of pieces; then for each piece its first item and its offset in the memory.
 */
public final class TransferKernels {
    private TransferKernels() { }

    public static void putFloats(int item, float[] memory, float[] transferred, int[] table) {
        memory[offset(item, table)] = transferred[item];
    }

    public static void putIntegers(int item, int[] integers, int[] transferred, int[] table) {
        integers[offset(item, table)] = transferred[item];
    }

    public static void getFloats(int item, float[] memory, float[] transferred, int[] table) {
        transferred[item] = memory[offset(item, table)];
    }

    public static void getIntegers(int item, int[] integers, int[] transferred, int[] table) {
        transferred[item] = integers[offset(item, table)];
    }

    /** The last piece that doesn't begin after the item, by bisection. */
    private static int offset(int item, int[] table) {
        int piece = 0;
        for (int bit = 1; bit <= table[TransferSettings.PIECE_BITS]; bit++) {
            int next = piece + (1 << (table[TransferSettings.PIECE_BITS] - bit));
            if (next < table[TransferSettings.PIECE_COUNT]) {
                piece = table[TransferSettings.ENTRIES + TransferEntry.LENGTH * next + TransferEntry.FIRST_ITEM] <= item ? next : piece;
            }
        }
        return table[TransferSettings.ENTRIES + TransferEntry.LENGTH * piece + TransferEntry.OFFSET] + item
                - table[TransferSettings.ENTRIES + TransferEntry.LENGTH * piece + TransferEntry.FIRST_ITEM];
    }
}
