package dev.factorizer.backend.tornado.kernels.products;

import dev.factorizer.backend.tornado.kernels.settings.OpenSettings;
import dev.factorizer.backend.tornado.kernels.settings.SettingsEntry;

/**
 * Settings of products C = A B, (M, K) · (K, N). K falls into parts, each of which has a result of its own: C has parts, then
 * batches, then matrices.
 */
public interface ProductSettings extends OpenSettings {
    /** M. */
    int ROWS = 1;
    /** N. */
    int COLUMNS = 2;
    /** K. */
    int INNER = 3;
    int A = 4;
    /** From row to row. */
    int A_ROW = 5;
    /** From column to column. */
    int A_COLUMN = 6;
    int B = 7;
    int B_ROW = 8;
    int B_COLUMN = 9;
    int C = 10;
    int C_ROW = 11;
    int C_COLUMN = 12;
    /** Of C's rows, or −1. */
    int BIAS = 13;
    int PARTS = 14;
    /** Length of a part. */
    int PART = 15;
    int AXIS_COUNT = 16;
    /** Where the batch axes begin, from the last. */
    int AXES = 17;

    /** The size of a batch axis and the strides of the operands, 0 where one is broadcast. */
    interface Axis extends SettingsEntry {
        int SIZE = 0;
        int A = 1;
        int B = 2;
        int LENGTH = 3;
    }
}
