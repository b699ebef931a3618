package dev.factorizer.backend.jvm.kernels.elementwise;

import dev.factorizer.api.operations.Philox;
import dev.factorizer.api.operations.Random;
import dev.factorizer.backend.jvm.kernels.movement.ElementTiles;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Counter-based random numbers by {@link Philox}. */
public final class RandomKernel {
    private RandomKernel() { }

    /**
     * Draws numbers.
     *
     * @param distribution of the numbers
     * @param key int32: seed low, seed high, stream, step
     * @param y the result
     * @param workers who computes
     */
    public static void run(Random.Distribution distribution, MemorySegment key, MemorySegment y, Workers workers) {
        int[] k = key.toArray(ValueLayout.JAVA_INT);
        long seed = joined(k[0], k[1]);
        long stream = joined(k[2], k[3]);
        ElementTiles.compute(y, workers, (start, count, tile, scratch) -> {
            int[] words = new int[4];
            // A tile starts at a multiple of 4, so that no block is shared between tiles.
            for (int i = 0; i < count; i += 4) {
                Philox.block(seed, (start + i) / 4, stream, words);
                for (int j = 0; j < 4 && i + j < count; j++) {
                    tile[i + j] = distribution == Random.Distribution.UNIFORM ? (words[j] >>> 8) * 0x1p-24f
                            : normal(words[j & 2], words[j | 1], (j & 1) == 0);
                }
            }
        });
    }

    private static long joined(int low, int high) {
        return low & 0xFFFFFFFFL | (long) high << 32;
    }

    /** Box-Muller: the cosine branch for the first, the sine branch for the second of a pair. */
    private static float normal(int first, int second, boolean cosine) {
        double u = ((first >>> 8) + 1) * 0x1p-24;
        double angle = 2 * Math.PI * ((second >>> 8) * 0x1p-24);
        // StrictMath: the same bits on every machine.
        return (float) (StrictMath.sqrt(-2 * StrictMath.log(u))
                * (cosine ? StrictMath.cos(angle) : StrictMath.sin(angle)));
    }
}
