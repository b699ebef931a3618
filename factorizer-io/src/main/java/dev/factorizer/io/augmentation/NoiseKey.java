package dev.factorizer.io.augmentation;

import dev.factorizer.api.operations.Philox;

/**
 * Names an endless sequence of random words: those of one transform of one sample. Two sequences share no block of {@link
 * Philox}, whose counter is (block, transform, sample).
 *
 * @param key of the generator
 * @param transform the place of the transform among all of a sample, from 0
 * @param sample which sample, beside the key
 */
public record NoiseKey(long key, int transform, long sample) {
    /** A transform draws its settings and its noise from two sequences. */
    private static final int NOISE = 1 << 30;

    /** Checks the place. */
    public NoiseKey {
        if (transform < 0) {
            throw new IllegalArgumentException("noise: transform is " + transform + ", expected at least 0");
        }
    }

    /** The sequence of this transform for the values of voxels. */
    NoiseKey ofVoxels() {
        return new NoiseKey(key, transform | NOISE, sample);
    }

    /** Four words of the sequence. */
    void block(int index, int[] words) {
        Philox.block(key, index & 0xFFFFFFFFL | (long) transform << 32, sample, words);
    }
}
