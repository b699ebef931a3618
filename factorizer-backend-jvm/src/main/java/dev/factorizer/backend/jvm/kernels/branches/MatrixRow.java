package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.backend.jvm.kernels.factorization.MatrixLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The matrices of all patches of one head that lie side by side along the last axis, in cache. They are cut out and put back
 * together, because that reads and writes whole rows of the image from end to end.
 *
 * <p>Matrix k holds the patch that begins at (d, h, k · patch − shift), cyclic; its rows are the head's channels.
 *
 * @param layout of the image
 * @param image which of the batch
 * @param head which head
 * @param d where the patches begin on the first axis; cyclic, may be negative
 * @param h where they begin on the second axis; cyclic, may be negative
 * @param shift by how much they begin before a multiple of the patch's size on the last axis
 */
record MatrixRow(HeadLayout layout, int image, int head, int d, int h, int shift) {
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
    /** Vectors wider than the machine's would be put into objects. */
    private static final boolean WIDE = FloatVector.SPECIES_PREFERRED.length() >= 8;

    /**
     * Cuts the matrices out.
     *
     * @param source the image
     * @param matrices gets them, those beyond a patch's voxels as zeros
     * @param matrix where rows and matrices lie
     * @param line working space of {@link HeadLayout#rowStride} floats
     */
    void gather(MemorySegment source, float[] matrices, MatrixLayout matrix, float[] line) {
        int stride = matrix.stride();
        int distance = matrix.distance();
        int rows = layout.headChannels();
        int width = layout.size(2);
        int columns = layout.columns();
        int patch = layout.patch()[2];
        int patches = layout.grid()[2];
        if (matrix.width() > columns) {
            for (int row = 0; row < rows * patches; row++) {
                int at = row / rows * distance + row % rows * stride;
                Arrays.fill(matrices, at + columns, at + matrix.width(), 0);
            }
        }
        int first = shift == 0 ? 0 : patch - shift;
        int whole = shift == 0 ? patches : patches - 1;
        for (int column = 0; column < columns; column += patch) {
            MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, rowStart(column / patch) * Float.BYTES, line, 0, rows * width);
            for (int row = 0; row < rows; row++) {
                int from = row * width + first;
                int to = row * stride + column;
                copyRuns(line, from, patch, matrices, to, distance, patch, whole);
                if (whole < patches) {
                    // The last patch goes on at the row's beginning.
                    copy(line, from + patch * whole, matrices, to + whole * distance, shift);
                    copy(line, row * width, matrices, to + whole * distance + shift, patch - shift);
                }
            }
        }
    }

    /** Copies runs of some length that lie at one distance to places at another. */
    private static void copyRuns(float[] source, int from, int fromStep, float[] target, int to, int toStep,
            int length, int runs) {
        if (WIDE && length == 8) {
            for (int k = 0; k < runs; k++) {
                FloatVector.fromArray(EIGHT, source, from + k * fromStep).intoArray(target, to + k * toStep);
            }
        } else if (length == 4) {
            for (int k = 0; k < runs; k++) {
                FloatVector.fromArray(FOUR, source, from + k * fromStep).intoArray(target, to + k * toStep);
            }
        } else {
            for (int k = 0; k < runs; k++) {
                copy(source, from + k * fromStep, target, to + k * toStep, length);
            }
        }
    }

    /** Adds runs as {@link #copyRuns} copies them. */
    private static void addRuns(float[] source, int from, int fromStep, float[] target, int to, int toStep,
            int length, int runs) {
        if (WIDE && length == 8) {
            for (int k = 0; k < runs; k++) {
                int at = to + k * toStep;
                FloatVector.fromArray(EIGHT, source, from + k * fromStep).add(FloatVector.fromArray(EIGHT, target, at))
                        .intoArray(target, at);
            }
        } else if (length == 4) {
            for (int k = 0; k < runs; k++) {
                int at = to + k * toStep;
                FloatVector.fromArray(FOUR, source, from + k * fromStep).add(FloatVector.fromArray(FOUR, target, at))
                        .intoArray(target, at);
            }
        } else {
            for (int k = 0; k < runs; k++) {
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
     * @param matrix where rows and matrices lie
     * @param target the image
     * @param store whether they replace what is there, or are added to it
     * @param line working space of {@link HeadLayout#rowStride} floats
     */
    void scatter(float[] matrices, MatrixLayout matrix, MemorySegment target, boolean store, float[] line) {
        int stride = matrix.stride();
        int distance = matrix.distance();
        int rows = layout.headChannels();
        int width = layout.size(2);
        int columns = layout.columns();
        int patch = layout.patch()[2];
        int patches = layout.grid()[2];
        int first = shift == 0 ? 0 : patch - shift;
        int whole = shift == 0 ? patches : patches - 1;
        for (int column = 0; column < columns; column += patch) {
            long start = rowStart(column / patch) * Float.BYTES;
            if (store) {
                Arrays.fill(line, 0, rows * width, 0);
            } else {
                MemorySegment.copy(target, ValueLayout.JAVA_FLOAT, start, line, 0, rows * width);
            }
            for (int row = 0; row < rows; row++) {
                int to = row * width + first;
                int from = row * stride + column;
                addRuns(matrices, from, distance, line, to, patch, patch, whole);
                if (whole < patches) {
                    add(matrices, from + whole * distance, line, to + patch * whole, shift);
                    add(matrices, from + whole * distance + shift, line, row * width, patch - shift);
                }
            }
            MemorySegment.copy(line, 0, target, ValueLayout.JAVA_FLOAT, start, rows * width);
        }
    }

    private static void add(float[] source, int from, float[] target, int to, int count) {
        for (int i = 0; i < count; i++) {
            target[to + i] += source[from + i];
        }
    }

    /** Where a row of the patches begins in the image; rows are counted through first and second axis. */
    private long rowStart(int row) {
        int second = layout.patch()[1];
        return layout.rowStart(image, head, Math.floorMod(d + row / second, layout.size(0)),
                Math.floorMod(h + row % second, layout.size(1)));
    }
}
