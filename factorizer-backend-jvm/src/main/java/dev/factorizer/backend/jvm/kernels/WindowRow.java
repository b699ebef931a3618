package dev.factorizer.backend.jvm.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * All windows of one head that lie side by side along the last axis, as matrices in cache. They are cut out and put back
 * together, because that reads and writes whole rows of the image from end to end.
 *
 * <p>Matrix k holds the window that begins at (d, h, k · patch − shift), cyclic; its rows are the head's channels.
 *
 * @param geometry of the image
 * @param image which of the batch
 * @param head which head
 * @param d where the windows begin on the first axis; cyclic, may be negative
 * @param h where they begin on the second axis; cyclic, may be negative
 * @param shift by how much they begin before a multiple of the window's size on the last axis
 */
record WindowRow(HeadRows geometry, int image, int head, int d, int h, int shift) {
    /** Windows are mostly eight voxels wide: not the widest vectors. */
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() >= 8
            ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;

    /**
     * Cuts the windows out.
     *
     * @param source the image
     * @param matrices gets them, matrix k from {@code k · rows · stride}
     * @param stride from row to row of a matrix; columns beyond the window's voxels become zero
     * @param line working space of {@link HeadRows#step} floats
     */
    void gather(MemorySegment source, float[] matrices, int stride, float[] line) {
        int rows = geometry.rows();
        int width = geometry.size(2);
        int columns = geometry.columns();
        int patch = geometry.patch()[2];
        int windows = geometry.grid()[2];
        if (stride > columns) {
            for (int row = 0; row < rows * windows; row++) {
                Arrays.fill(matrices, row * stride + columns, (row + 1) * stride, 0);
            }
        }
        int first = shift == 0 ? 0 : patch - shift;
        int whole = shift == 0 ? windows : windows - 1;
        for (int line0 = 0; line0 < columns; line0 += patch) {
            MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, place(line0 / patch) * Float.BYTES, line, 0, rows * width);
            for (int row = 0; row < rows; row++) {
                int from = row * width + first;
                int to = row * stride + line0;
                if (patch % SPECIES.length() == 0) {
                    for (int k = 0; k < whole; k++) {
                        for (int i = 0; i < patch; i += SPECIES.length()) {
                            FloatVector.fromArray(SPECIES, line, from + patch * k + i)
                                    .intoArray(matrices, to + k * rows * stride + i);
                        }
                    }
                } else {
                    for (int k = 0; k < whole; k++) {
                        copy(line, from + patch * k, matrices, to + k * rows * stride, patch);
                    }
                }
                if (whole < windows) {
                    // The last window goes on at the row's beginning.
                    copy(line, from + patch * whole, matrices, to + whole * rows * stride, shift);
                    copy(line, row * width, matrices, to + whole * rows * stride + shift, patch - shift);
                }
            }
        }
    }

    private static void copy(float[] source, int from, float[] target, int to, int count) {
        for (int i = 0; i < count; i++) {
            target[to + i] = source[from + i];
        }
    }

    /**
     * Puts matrices back where they were cut out.
     *
     * @param matrices as {@link #gather} lays them out
     * @param target the image
     * @param store whether they replace what is there, or are added to it
     * @param line working space of {@link HeadRows#step} floats
     */
    void scatter(float[] matrices, int stride, MemorySegment target, boolean store, float[] line) {
        int rows = geometry.rows();
        int width = geometry.size(2);
        int columns = geometry.columns();
        int patch = geometry.patch()[2];
        int windows = geometry.grid()[2];
        int first = shift == 0 ? 0 : patch - shift;
        int whole = shift == 0 ? windows : windows - 1;
        for (int line0 = 0; line0 < columns; line0 += patch) {
            long place = place(line0 / patch) * Float.BYTES;
            if (store) {
                Arrays.fill(line, 0, rows * width, 0);
            } else {
                MemorySegment.copy(target, ValueLayout.JAVA_FLOAT, place, line, 0, rows * width);
            }
            for (int row = 0; row < rows; row++) {
                int to = row * width + first;
                int from = row * stride + line0;
                if (patch % SPECIES.length() == 0) {
                    for (int k = 0; k < whole; k++) {
                        for (int i = 0; i < patch; i += SPECIES.length()) {
                            FloatVector.fromArray(SPECIES, matrices, from + k * rows * stride + i)
                                    .add(FloatVector.fromArray(SPECIES, line, to + patch * k + i))
                                    .intoArray(line, to + patch * k + i);
                        }
                    }
                } else {
                    for (int k = 0; k < whole; k++) {
                        add(matrices, from + k * rows * stride, line, to + patch * k, patch);
                    }
                }
                if (whole < windows) {
                    add(matrices, from + whole * rows * stride, line, to + patch * whole, shift);
                    add(matrices, from + whole * rows * stride + shift, line, row * width, patch - shift);
                }
            }
            MemorySegment.copy(line, 0, target, ValueLayout.JAVA_FLOAT, place, rows * width);
        }
    }

    private static void add(float[] source, int from, float[] target, int to, int count) {
        for (int i = 0; i < count; i++) {
            target[to + i] += source[from + i];
        }
    }

    /** Where a row of the windows begins in the image; rows are counted through first and second axis. */
    private long place(int row) {
        int second = geometry.patch()[1];
        return geometry.row(image, head, Math.floorMod(d + row / second, geometry.size(0)),
                Math.floorMod(h + row % second, geometry.size(1)));
    }
}
