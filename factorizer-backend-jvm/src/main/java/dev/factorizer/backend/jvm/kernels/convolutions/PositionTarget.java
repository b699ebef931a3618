package dev.factorizer.backend.jvm.kernels.convolutions;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Where results of positions go: to start + step · position of each channel.
 *
 * @param memory channels of {@code size} voxels
 * @param size the spatial sizes
 * @param start the voxel of the first position
 * @param step voxels between positions
 */
record PositionTarget(MemorySegment memory, int[] size, int[] start, int[] step) {
    /** Each position is a voxel. */
    static PositionTarget dense(MemorySegment memory, int[] size) {
        return new PositionTarget(memory, size, new int[3], new int[] {1, 1, 1});
    }

    /** Writes a row of positions (d, h, w), (d, h, w + 1), … */
    void write(float[] from, int at, long channel, int d, int h, int w, int count) {
        long row = (channel * size[0] + (long) d * step[0] + start[0]) * size[1] + (long) h * step[1] + start[1];
        long to = row * size[2] + (long) w * step[2] + start[2];
        if (step[2] == 1 && count >= BoxTiles.SHORT) {
            MemorySegment.copy(from, at, memory, ValueLayout.JAVA_FLOAT, to * Float.BYTES, count);
            return;
        }
        put(from, at, to, step[2], count);
    }

    private void put(float[] from, int at, long to, int by, int count) {
        // Written as a product: so the compiler checks the bounds once, not for each number.
        for (int i = 0; i < count; i++) {
            memory.setAtIndex(ValueLayout.JAVA_FLOAT, to + (long) i * by, from[at + i]);
        }
    }
}
