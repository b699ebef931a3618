package dev.factorizer.backend.jvm.kernels.movement;

import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Walks the elements of a result in tiles that fit the first-level cache, in tasks of a fixed size. */
public final class ElementTiles {
    /** Elements of a tile; with three of them in use well inside 32 KiB. */
    public static final int SIZE = 1024;
    private static final long TASK = 32 * SIZE;

    /** Computes one tile. */
    public interface Body {
        /**
         * Fills a part of the result.
         *
         * @param start its first element
         * @param count how many elements it has
         * @param result where they go, from index 0; has room for whole vectors
         * @param scratch more arrays, given back after each tile
         */
        void run(long start, int count, float[] result, Scratch scratch);
    }

    private enum Buffer implements Scratch.Name { RESULT }

    private ElementTiles() { }

    /**
     * Computes a result of 32-bit elements tile by tile.
     *
     * @param result where it goes
     * @param workers who computes
     * @param body fills a tile
     */
    public static void compute(MemorySegment result, Workers workers, Body body) {
        long elements = result.byteSize() / Float.BYTES;
        int tasks = Math.toIntExact((elements + TASK - 1) / TASK);
        workers.forEach(tasks, (task, scratch) -> {
            float[] tile = scratch.floats(Buffer.RESULT, SIZE);
            int mark = scratch.mark();
            long end = Math.min(elements, (task + 1) * TASK);
            for (long start = task * TASK; start < end; start += SIZE) {
                int count = (int) Math.min(SIZE, end - start);
                body.run(start, count, tile, scratch);
                scratch.release(mark);
                MemorySegment.copy(tile, 0, result, ValueLayout.JAVA_FLOAT, start * Float.BYTES, count);
            }
        });
    }
}
