package dev.factorizer.backend.jvm.kernels.deconvolution;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * A plane of an image with zeros around it, as one run of floats: a tap of a filter is one offset for the whole plane, and rows
 * of any length fill whole vectors. The zeros after a row are those before the next one.
 *
 * @param height rows
 * @param width columns
 * @param padRows rows of zeros above and below
 * @param padColumns zeros between rows
 */
record PlaneLayout(int height, int width, int padRows, int padColumns) {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
    /** Shorter rows are copied element by element. */
    private static final int WHOLE_COPY = 16;

    /** From row to row. */
    int stride() {
        return width + padColumns;
    }

    /** Zeros before the first voxel. */
    int lead() {
        return padRows * stride() + padColumns;
    }

    /** From the first voxel on, how many floats are computed: all rows with the zeros between them, in whole vectors. */
    int run() {
        return Math.ceilDiv(height * stride(), LANES) * LANES;
    }

    /** All floats of a plane. */
    int length() {
        return 2 * lead() + run();
    }

    int voxels() {
        return height * width;
    }

    /** Reads a plane; only its voxels are written. */
    void load(MemorySegment from, long element, float[] planes, int plane) {
        for (int y = 0; y < height; y++) {
            int to = plane + lead() + y * stride();
            long row = element + (long) y * width;
            if (width >= WHOLE_COPY) {
                MemorySegment.copy(from, ValueLayout.JAVA_FLOAT, row * Float.BYTES, planes, to, width);
            } else {
                for (int x = 0; x < width; x++) {
                    planes[to + x] = from.getAtIndex(ValueLayout.JAVA_FLOAT, row + x);
                }
            }
        }
    }

    /** The same, negative numbers as zeros. */
    void loadPositive(MemorySegment from, long element, float[] planes, int plane) {
        load(from, element, planes, plane);
        int begin = plane + lead();
        int end = begin + run();
        for (int i = begin; i < end; i++) {
            planes[i] = Math.max(planes[i], 0);
        }
    }

    /** Writes the voxels of a run. */
    void store(float[] values, int run, MemorySegment to, long element) {
        for (int y = 0; y < height; y++) {
            int from = run + y * stride();
            long row = element + (long) y * width;
            if (width >= WHOLE_COPY) {
                MemorySegment.copy(values, from, to, ValueLayout.JAVA_FLOAT, row * Float.BYTES, width);
            } else {
                for (int x = 0; x < width; x++) {
                    to.setAtIndex(ValueLayout.JAVA_FLOAT, row + x, values[from + x]);
                }
            }
        }
    }

    /** Makes zeros again of what a run wrote between the rows and behind them. */
    void clear(float[] planes, int plane) {
        int first = plane + lead();
        for (int y = 0; y < height; y++) {
            int end = first + (y + 1) * stride();
            Arrays.fill(planes, end - padColumns, end, 0);
        }
        Arrays.fill(planes, first + height * stride(), first + run(), 0);
    }
}
