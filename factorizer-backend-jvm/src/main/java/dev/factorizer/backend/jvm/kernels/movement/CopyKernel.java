package dev.factorizer.backend.jvm.kernels.movement;

import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Moves elements without changing them: permuted, sliced, repeated, flipped, padded, joined. */
public final class CopyKernel {
    private CopyKernel() { }

    /**
     * Copies in the order of a reader.
     *
     * @param x the input in the result's order
     * @param y the result
     * @param workers who computes
     */
    public static void copy(StridedReader x, MemorySegment y, Workers workers) {
        ElementTiles.compute(y, workers, (start, count, tile, scratch) -> x.read(start, count, tile));
    }

    /**
     * One number everywhere.
     *
     * @param number the number
     * @param y the result
     * @param workers who computes
     */
    public static void fill(float number, MemorySegment y, Workers workers) {
        ElementTiles.compute(y, workers, (start, count, tile, scratch) -> Arrays.fill(tile, 0, count, number));
    }

    /**
     * Copies an input into a box of a larger result, row by row; the rest of the result stays as it is.
     *
     * @param x the input
     * @param sizes its sizes
     * @param y the result
     * @param outer the result's sizes
     * @param starts where the box begins on each axis
     * @param workers who computes
     */
    public static void insert(MemorySegment x, int[] sizes, MemorySegment y, int[] outer, int[] starts,
            Workers workers) {
        // Axes that fill the result's are part of one longer row.
        int inner = sizes.length - 1;
        long row = 1;
        long outerRow = 1;
        while (inner >= 0) {
            row *= sizes[inner];
            outerRow *= outer[inner];
            if (sizes[inner] != outer[inner]) {
                break;
            }
            inner--;
        }
        int axes = Math.max(0, inner);
        long rows = 1;
        for (int axis = 0; axis < axes; axis++) {
            rows *= sizes[axis];
        }
        long shift = inner < 0 ? 0 : starts[inner] * (outerRow / Math.max(1, outer[inner]));
        if (row == 0 || rows == 0) {
            return;
        }
        long rowBytes = row * Float.BYTES;
        long perTask = Math.max(1, 131072 / row);
        long total = rows;
        long outerStep = outerRow;
        workers.forEach(Math.toIntExact((total + perTask - 1) / perTask), (task, scratch) -> {
            for (long r = task * perTask; r < Math.min(total, (task + 1) * perTask); r++) {
                long at = 0;
                long rest = r;
                long step = outerStep;
                for (int axis = axes - 1; axis >= 0; axis--) {
                    at += (rest % sizes[axis] + starts[axis]) * step;
                    rest /= sizes[axis];
                    step *= outer[axis];
                }
                MemorySegment.copy(x, r * rowBytes, y, (at + shift) * Float.BYTES, rowBytes);
            }
        });
    }

    /**
     * Elements along the middle of three axes by index.
     *
     * @param x the input (outer, size, inner)
     * @param outer size of the first axis
     * @param size of the middle axis
     * @param inner size of the last axis
     * @param index int32, one for each element of the result's middle axis
     * @param y the result (outer, n, inner)
     * @param workers who computes
     * @throws IndexOutOfBoundsException if an index is outside the axis
     */
    public static void gather(MemorySegment x, int outer, int size, int inner, MemorySegment index, MemorySegment y,
            Workers workers) {
        int[] from = indices(index, size);
        long bytes = (long) inner * Float.BYTES;
        workers.forEach(outer, (o, scratch) -> {
            for (int i = 0; i < from.length; i++) {
                MemorySegment.copy(x, ((long) o * size + from[i]) * bytes, y, ((long) o * from.length + i) * bytes, bytes);
            }
        });
    }

    /**
     * The adjoint of {@link #gather}: adds elements at their index, in ascending order.
     *
     * @param x the input (outer, n, inner)
     * @param outer size of the first axis
     * @param size of the result's middle axis
     * @param inner size of the last axis
     * @param index int32, one for each element of the input's middle axis
     * @param y the result (outer, size, inner)
     * @param workers who computes
     * @throws IndexOutOfBoundsException if an index is outside the axis
     */
    public static void scatterAdd(MemorySegment x, int outer, int size, int inner, MemorySegment index, MemorySegment y,
            Workers workers) {
        int[] to = indices(index, size);
        workers.forEach(outer, (o, scratch) -> {
            y.asSlice((long) o * size * inner * Float.BYTES, (long) size * inner * Float.BYTES).fill((byte) 0);
            for (int i = 0; i < to.length; i++) {
                long from = ((long) o * to.length + i) * inner;
                long at = ((long) o * size + to[i]) * inner;
                for (int k = 0; k < inner; k++) {
                    y.setAtIndex(ValueLayout.JAVA_FLOAT, at + k, y.getAtIndex(ValueLayout.JAVA_FLOAT, at + k)
                            + x.getAtIndex(ValueLayout.JAVA_FLOAT, from + k));
                }
            }
        });
    }

    private static int[] indices(MemorySegment index, int size) {
        int[] indices = index.toArray(ValueLayout.JAVA_INT);
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] < 0 || indices[i] >= size) {
                throw new IndexOutOfBoundsException("index " + indices[i] + " at position " + i
                        + ", expected 0 to " + (size - 1));
            }
        }
        return indices;
    }
}
