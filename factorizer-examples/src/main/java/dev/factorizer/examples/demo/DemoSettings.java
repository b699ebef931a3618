package dev.factorizer.examples.demo;

import dev.factorizer.models.networks.Factorizer;
import java.util.List;

/**
 * How much the demonstration does. The size of the heads, the network and the schedule were chosen together, so that the
 * whole ends within five minutes on two processor cores.
 *
 * @param size voxels along each axis of a head; the brain fits into 48 voxels of 4 mm
 * @param widths channels of the network's stages
 * @param steps of the optimizer
 * @param batch heads in a step
 * @param learningRate the greatest rate of the cycle
 * @param weightDecay of AdamW
 * @param withLesions unseen heads with lesions
 * @param withoutLesions unseen heads without
 */
record DemoSettings(int size, List<Integer> widths, int steps, int batch, double learningRate, double weightDecay,
        int withLesions, int withoutLesions) {
    /** Checks the settings. */
    DemoSettings {
        widths = List.copyOf(widths);
        if (steps < 1 || batch < 1 || withLesions < 1 || withoutLesions < 0) {
            throw new IllegalArgumentException("demo: " + steps + " steps of " + batch + " heads, " + withLesions
                    + " unseen heads with and " + withoutLesions + " without lesions, expected at least 1, 1, 1 and 0");
        }
    }

    /**
     * The whole demonstration.
     *
     * @return the settings
     */
    static DemoSettings whole() {
        return new DemoSettings(48, List.of(16, 32, 64), 360, 2, 4e-3, 1e-2, 8, 2);
    }

    /**
     * About a minute, for a first look and for continuous integration: the same way with fewer steps and heads.
     *
     * @return the settings
     */
    static DemoSettings brief() {
        return new DemoSettings(48, List.of(16, 32, 64), 80, 2, 4e-3, 1e-2, 3, 1);
    }

    /**
     * The network: a Swin Factorizer built as the published ones, with fewer channels and stages.
     *
     * @return its settings
     */
    Factorizer.Settings network() {
        return Factorizer.Settings.swin(1, 1, List.of(size, size, size), widths);
    }

    /**
     * Unseen heads.
     *
     * @return how many there are
     */
    int unseen() {
        return withLesions + withoutLesions;
    }
}
