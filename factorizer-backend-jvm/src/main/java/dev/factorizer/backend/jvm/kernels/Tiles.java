package dev.factorizer.backend.jvm.kernels;

import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Walks the elements of a result in tiles that fit the first-level cache, in tasks of a fixed size. */
final class Tiles {
    /** Elements of a tile; with three of them in use well inside 32 KiB. */
    static final int SIZE = 1024;
    private static final long TASK = 32 * SIZE;

    /** Computes one tile. */
    interface Body {
        /** Fills the result for elements {@code start} to {@code start + count - 1}. */
        void run(long start, int count, float[] result, Scratch scratch);
    }

    private Tiles() { }

    /** Computes a result of 32-bit elements tile by tile; tile arrays have room for whole vectors. */
    static void compute(MemorySegment result, Workers workers, Body body) {
        long elements = result.byteSize() / Float.BYTES;
        int tasks = Math.toIntExact((elements + TASK - 1) / TASK);
        workers.forEach(tasks, (task, scratch) -> {
            float[] tile = scratch.floats(0, SIZE);
            long end = Math.min(elements, (task + 1) * TASK);
            for (long start = task * TASK; start < end; start += SIZE) {
                int count = (int) Math.min(SIZE, end - start);
                body.run(start, count, tile, scratch);
                MemorySegment.copy(tile, 0, result, ValueLayout.JAVA_FLOAT, start * Float.BYTES, count);
            }
        });
    }
}
