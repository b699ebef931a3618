package dev.factorizer.backend.jvm.kernels.elementwise;

import dev.factorizer.api.operations.Random;
import dev.factorizer.backend.jvm.kernels.movement.ElementTiles;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Counter-based random numbers: Philox 4×32 with ten rounds (Salmon et al. 2011). */
public final class RandomKernel {
    private static final int ROUNDS = 10;
    private static final long FIRST_FACTOR = 0xD2511F53L;
    private static final long SECOND_FACTOR = 0xCD9E8D57L;
    private static final int FIRST_WEYL = 0x9E3779B9;
    private static final int SECOND_WEYL = 0xBB67AE85;

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
        ElementTiles.compute(y, workers, (start, count, tile, scratch) -> {
            int[] words = new int[4];
            // A tile starts at a multiple of 4, so that no block is shared between tiles.
            for (int i = 0; i < count; i += 4) {
                block((start + i) / 4, k, words);
                for (int j = 0; j < 4 && i + j < count; j++) {
                    tile[i + j] = distribution == Random.Distribution.UNIFORM ? (words[j] >>> 8) * 0x1p-24f
                            : normal(words[j & 2], words[j | 1], (j & 1) == 0);
                }
            }
        });
    }

    /** Box-Muller: the cosine branch for the first, the sine branch for the second of a pair. */
    private static float normal(int first, int second, boolean cosine) {
        double u = ((first >>> 8) + 1) * 0x1p-24;
        double angle = 2 * Math.PI * ((second >>> 8) * 0x1p-24);
        // StrictMath: the same bits on every machine.
        return (float) (StrictMath.sqrt(-2 * StrictMath.log(u))
                * (cosine ? StrictMath.cos(angle) : StrictMath.sin(angle)));
    }

    /** One block of four words for a counter (index low, index high, stream, step). */
    static void block(long index, int[] key, int[] words) {
        int c0 = (int) index;
        int c1 = (int) (index >>> 32);
        int c2 = key[2];
        int c3 = key[3];
        int k0 = key[0];
        int k1 = key[1];
        for (int round = 0; round < ROUNDS; round++) {
            long first = FIRST_FACTOR * (c0 & 0xFFFFFFFFL);
            long second = SECOND_FACTOR * (c2 & 0xFFFFFFFFL);
            int next0 = (int) (second >>> 32) ^ c1 ^ k0;
            int next2 = (int) (first >>> 32) ^ c3 ^ k1;
            c1 = (int) second;
            c3 = (int) first;
            c0 = next0;
            c2 = next2;
            k0 += FIRST_WEYL;
            k1 += SECOND_WEYL;
        }
        words[0] = c0;
        words[1] = c1;
        words[2] = c2;
        words[3] = c3;
    }
}
