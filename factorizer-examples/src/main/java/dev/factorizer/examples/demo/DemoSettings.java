package dev.factorizer.examples.demo;

import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.transforms.NormalizeIntensity;
import dev.factorizer.io.transforms.Orientation;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.Spacing;
import dev.factorizer.io.transforms.SpatialPad;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.networks.Factorizer;
import java.util.List;
import java.util.Optional;

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
public record DemoSettings(int size, List<Integer> widths, int steps, int batch, double learningRate, double weightDecay,
        int withLesions, int withoutLesions) {
    /** Of the head that all cases are made from, in mm. */
    private static final double SPACING = 4;

    /** Checks the settings. */
    public DemoSettings {
        widths = List.copyOf(widths);
        if (steps < 1 || batch < 1 || withLesions < 1 || withoutLesions < 0) {
            throw new IllegalArgumentException("demo: " + steps + " steps of " + batch + " heads, " + withLesions
                    + " unseen heads with and " + withoutLesions + " without lesions, expected at least 1, 1, 1 and 0");
        }
    }

    /** {@return the settings of the whole demonstration} */
    public static DemoSettings whole() {
        return new DemoSettings(48, List.of(16, 32, 64), 240, 2, 4e-3, 1e-2, 8, 2);
    }

    /**
     * {@return settings for about a minute, for a first look and for continuous integration: the same, with fewer steps
     * and heads}
     */
    public static DemoSettings brief() {
        return new DemoSettings(48, List.of(16, 32, 64), 80, 2, 4e-3, 1e-2, 3, 1);
    }

    /**
     * {@return the settings of the network: a Swin Factorizer built like the published ones, with fewer channels and
     * stages}
     */
    Factorizer.Settings network() {
        return Factorizer.Settings.swin(1, 1, List.of(size, size, size), widths);
    }

    /** {@return what the network sees of a scan: the way from any orientation, spacing and brightness to its own grid} */
    Preprocessing preprocessing() {
        return new Preprocessing(Optional.empty(), Optional.of(new Orientation(AxisCodes.RAS)),
                Optional.of(new NormalizeIntensity(false, true)), Optional.of(new Spacing(SPACING)),
                Optional.of(new SpatialPad(size)));
    }

    /** {@return how a scan becomes a segmentation: everything about the model but its weights} */
    ModelRecipe recipe() {
        return new ModelRecipe(network(), List.of("head"), preprocessing(), new Labels(List.of(new Region("lesion", 1))));
    }

    /** {@return the number of unseen heads} */
    int unseen() {
        return withLesions + withoutLesions;
    }
}
