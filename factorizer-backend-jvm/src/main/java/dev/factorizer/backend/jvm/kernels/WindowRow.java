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
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
    /** Vectors wider than the machine's would be put into objects. */
    private static final boolean WIDE = FloatVector.SPECIES_PREFERRED.length() >= 8;

    /**
     * Cuts the windows out.
     *
     * @param source the image
     * @param matrices gets them as {@code layout} says; columns beyond the window's voxels become zero
     * @param layout where rows and matrices lie
     * @param line working space of {@link HeadRows#step} floats
     */
    void gather(MemorySegment source, float[] matrices, HalsRankOne layout, float[] line) {
        int stride = layout.stride();
        int distance = layout.distance();
        int rows = geometry.rows();
        int width = geometry.size(2);
        int columns = geometry.columns();
        int patch = geometry.patch()[2];
        int windows = geometry.grid()[2];
        if (layout.width() > columns) {
            for (int row = 0; row < rows * windows; row++) {
                int at = row / rows * distance + row % rows * stride;
                Arrays.fill(matrices, at + columns, at + layout.width(), 0);
            }
        }
        int first = shift == 0 ? 0 : patch - shift;
        int whole = shift == 0 ? windows : windows - 1;
        for (int line0 = 0; line0 < columns; line0 += patch) {
            MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, place(line0 / patch) * Float.BYTES, line, 0, rows * width);
            for (int row = 0; row < rows; row++) {
                int from = row * width + first;
                int to = row * stride + line0;
                copyPieces(line, from, patch, matrices, to, distance, patch, whole);
                if (whole < windows) {
                    // The last window goes on at the row's beginning.
                    copy(line, from + patch * whole, matrices, to + whole * distance, shift);
                    copy(line, row * width, matrices, to + whole * distance + shift, patch - shift);
                }
            }
        }
    }

    /** Copies pieces of some length that lie at one distance to places at another. */
    private static void copyPieces(float[] source, int from, int fromStep, float[] target, int to, int toStep,
            int length, int pieces) {
        if (WIDE && length == 8) {
            for (int k = 0; k < pieces; k++) {
                FloatVector.fromArray(EIGHT, source, from + k * fromStep).intoArray(target, to + k * toStep);
            }
        } else if (length == 4) {
            for (int k = 0; k < pieces; k++) {
                FloatVector.fromArray(FOUR, source, from + k * fromStep).intoArray(target, to + k * toStep);
            }
        } else {
            for (int k = 0; k < pieces; k++) {
                copy(source, from + k * fromStep, target, to + k * toStep, length);
            }
        }
    }

    /** Adds pieces as {@link #copyPieces} copies them. */
    private static void addPieces(float[] source, int from, int fromStep, float[] target, int to, int toStep,
            int length, int pieces) {
        if (WIDE && length == 8) {
            for (int k = 0; k < pieces; k++) {
                int at = to + k * toStep;
                FloatVector.fromArray(EIGHT, source, from + k * fromStep).add(FloatVector.fromArray(EIGHT, target, at))
                        .intoArray(target, at);
            }
        } else if (length == 4) {
            for (int k = 0; k < pieces; k++) {
                int at = to + k * toStep;
                FloatVector.fromArray(FOUR, source, from + k * fromStep).add(FloatVector.fromArray(FOUR, target, at))
                        .intoArray(target, at);
            }
        } else {
            for (int k = 0; k < pieces; k++) {
                add(source, from + k * fromStep, target, to + k * toStep, length);
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
    void scatter(float[] matrices, HalsRankOne layout, MemorySegment target, boolean store, float[] line) {
        int stride = layout.stride();
        int distance = layout.distance();
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
                addPieces(matrices, from, distance, line, to, patch, patch, whole);
                if (whole < windows) {
                    add(matrices, from + whole * distance, line, to + patch * whole, shift);
                    add(matrices, from + whole * distance + shift, line, row * width, patch - shift);
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
