package dev.factorizer.backend.jvm.kernels.movement;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Reads 32-bit elements of a tensor in the order of another shape: broadcast, permuted, sliced or flipped. The order is
 * given by a stride for each axis; axes that can be walked as one are joined.
 */
public final class StridedReader {
    private final MemorySegment source;
    private final long base;
    private final long[] sizes;
    private final long[] strides;

    private StridedReader(MemorySegment source, long base, long[] sizes, long[] strides) {
        this.source = source;
        this.base = base;
        this.sizes = sizes;
        this.strides = strides;
    }

    /**
     * A reader.
     *
     * @param source the tensor's memory
     * @param base the element read first
     * @param sizes the sizes of the order
     * @param strides for each axis, the distance in elements; 0 repeats, negative goes back
     * @return the reader
     */
    public static StridedReader of(MemorySegment source, long base, int[] sizes, long[] strides) {
        long[] joinedSizes = new long[Math.max(1, sizes.length)];
        long[] joinedStrides = new long[joinedSizes.length];
        int count = 0;
        for (int axis = 0; axis < sizes.length; axis++) {
            if (sizes[axis] == 1) {
                continue;
            }
            if (count > 0 && joinedStrides[count - 1] == strides[axis] * sizes[axis]) {
                joinedSizes[count - 1] *= sizes[axis];
                joinedStrides[count - 1] = strides[axis];
            } else {
                joinedSizes[count] = sizes[axis];
                joinedStrides[count++] = strides[axis];
            }
        }
        if (count == 0) {
            joinedSizes[0] = 1;
            joinedStrides[0] = 1;
            count = 1;
        }
        return new StridedReader(source, base, Arrays.copyOf(joinedSizes, count), Arrays.copyOf(joinedStrides, count));
    }

    /** {@return whether the elements lie one after another in memory, so that reading is copying} */
    public boolean contiguous() {
        return sizes.length == 1 && strides[0] == 1;
    }

    /**
     * Reads a run of elements.
     *
     * @param start the first, counted in the order
     * @param count how many
     * @param tile where they go, from index 0
     */
    public void read(long start, int count, float[] tile) {
        int inner = sizes.length - 1;
        long size = sizes[inner];
        long stride = strides[inner];
        long row = start / size;
        long column = start - row * size;
        int done = 0;
        while (done < count) {
            int run = (int) Math.min(count - done, size - column);
            long at = base + column * stride;
            long rest = row;
            for (int axis = inner - 1; axis >= 0; axis--) {
                long next = rest / sizes[axis];
                at += (rest - next * sizes[axis]) * strides[axis];
                rest = next;
            }
            readRun(at, stride, tile, done, run);
            done += run;
            column = 0;
            row++;
        }
    }

    private void readRun(long at, long stride, float[] tile, int from, int run) {
        if (stride == 1) {
            if (run >= 16) {
                MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, at * Float.BYTES, tile, from, run);
            } else {
                for (int i = 0; i < run; i++) {
                    tile[from + i] = source.getAtIndex(ValueLayout.JAVA_FLOAT, at + i);
                }
            }
        } else if (stride == 0) {
            Arrays.fill(tile, from, from + run, source.getAtIndex(ValueLayout.JAVA_FLOAT, at));
        } else {
            for (int i = 0; i < run; i++) {
                tile[from + i] = source.getAtIndex(ValueLayout.JAVA_FLOAT, at + i * stride);
            }
        }
    }

    /**
     * Strides that repeat a tensor to a shape it broadcasts to.
     *
     * @param from the tensor's sizes
     * @param to the sizes of the order
     * @return one stride for each axis of {@code to}
     */
    public static long[] broadcastStrides(int[] from, int[] to) {
        long[] strides = new long[to.length];
        long step = 1;
        for (int i = 1; i <= from.length; i++) {
            int size = from[from.length - i];
            strides[to.length - i] = size == 1 ? 0 : step;
            step *= size;
        }
        return strides;
    }
}
