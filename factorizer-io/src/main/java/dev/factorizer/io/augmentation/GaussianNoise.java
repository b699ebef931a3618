package dev.factorizer.io.augmentation;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.transforms.IntensityTransform;
import dev.factorizer.io.volume.Volume;

/**
 * Adds normal noise of mean 0. The noise of a value depends on its place and the key alone.
 *
 * @param deviation its standard deviation
 * @param sameInChannels whether all channels get the same
 * @param key names its random words
 */
public record GaussianNoise(double deviation, boolean sameInChannels, NoiseKey key) implements IntensityTransform {
    /** Values that a task computes; a multiple of the four of a block of random words. */
    private static final int TASK = 1 << 13;
    /** A normal number takes as long as so many sums. */
    private static final int EFFORT = 16;

    /** Checks the deviation. */
    public GaussianNoise {
        if (!(deviation >= 0 && Double.isFinite(deviation))) {
            throw new IllegalArgumentException("gaussianNoise: deviation is " + deviation + ", expected a number of at least 0");
        }
    }

    @Override
    public Volume apply(Volume image) {
        float[] from = image.voxels();
        float[] to = new float[from.length];
        int repeated = sameInChannels ? image.channels() : 1;
        int drawn = from.length / repeated;
        Threads.each(Math.ceilDiv(drawn, TASK), (long) TASK * EFFORT, task -> {
            int[] words = new int[4];
            int end = (int) Math.min(drawn, (task + 1L) * TASK);
            for (int i = task * TASK; i < end; i += 4) {
                key.block(i / 4, words);
                for (int j = 0; j < 4 && i + j < end; j++) {
                    float noise = (float) (deviation * NormalNumbers.of(words[j]));
                    for (int channel = 0; channel < repeated; channel++) {
                        int at = channel * drawn + i + j;
                        to[at] = from[at] + noise;
                    }
                }
            }
        });
        return image.withVoxels(image.channels(), to);
    }
}
