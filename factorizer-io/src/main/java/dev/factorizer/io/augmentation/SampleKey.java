package dev.factorizer.io.augmentation;

import dev.factorizer.api.operations.Philox;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a sample is drawn by. All that is random in it is a function of these three and the settings, so it can be made again at
 * any time, whatever the number of threads and whatever was drawn before.
 *
 * @param seed of the training
 * @param epoch which pass over the cases, from 0
 * @param name the case's name: adding cases to a list changes no sample of the others
 */
public record SampleKey(long seed, long epoch, String name) {
    /** Checks the epoch and the name. */
    public SampleKey {
        if (epoch < 0) {
            throw new IllegalArgumentException("sample: epoch is " + epoch + ", expected at least 0");
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("sample: the case has no name, expected one that no other case has");
        }
    }

    /**
     * The random numbers of one transform.
     *
     * @param transform its place among all, from 0
     * @return numbers that no other transform of this sample, and no other sample, gets
     */
    Draws draws(int transform) {
        int[] words = new int[4];
        Philox.block(seed, epoch, hash(), words);
        return new Draws(new NoiseKey(joined(words[0], words[1]), transform, joined(words[2], words[3])));
    }

    /** The first 64 bits of SHA-256. */
    private long hash() {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8))).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static long joined(int low, int high) {
        return low & 0xFFFFFFFFL | (long) high << 32;
    }
}
