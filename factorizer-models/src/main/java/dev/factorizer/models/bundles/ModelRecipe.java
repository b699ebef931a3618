package dev.factorizer.models.bundles;

import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.models.networks.Factorizer;
import java.util.List;

/**
 * How a scan becomes a segmentation: everything about a model but its weights.
 *
 * @param settings of the network; one of two axes sees a volume slice by slice
 * @param channels what each input channel is, such as {@code dwi}, in the order the network was trained with
 * @param preprocessing what brings a scan onto the network's grid
 * @param labels the regions the network finds, and how they become one map
 * @param overlap the share of a window that the next one covers again
 */
public record ModelRecipe(Factorizer.Settings settings, List<String> channels, Preprocessing preprocessing, Labels labels,
        double overlap) {
    /** Here each voxel is in a thousand windows of three axes already. */
    private static final double LARGEST_OVERLAP = 0.9;
    private static final int LONGEST = 500;
    /** As many as the largest window has. */
    private static final long MOST_PADDED = 1L << 27;

    /** Checks that the parts fit together. */
    public ModelRecipe {
        channels = List.copyOf(channels);
        if (channels.size() != settings.inputChannels()) {
            throw new IllegalArgumentException("model: channels are " + brief(channels) + ", expected a name for each of the"
                    + " network's " + settings.inputChannels() + " input channels");
        }
        if (labels.regions().size() != settings.outputChannels()) {
            throw new IllegalArgumentException("model: regions are "
                    + brief(labels.regions().stream().map(Region::name).toList()) + ", expected one for each of the network's "
                    + settings.outputChannels() + " output channels");
        }
        if (!(overlap >= 0 && overlap <= LARGEST_OVERLAP)) {
            throw new IllegalArgumentException("model: overlap is " + overlap + ", expected 0 to " + LARGEST_OVERLAP);
        }
        preprocessing.spatialPad().ifPresent(pad -> {
            double voxels = pad.size().stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
            if (voxels > MOST_PADDED) {
                throw new IllegalArgumentException("model: images are padded to " + pad.size() + " voxels, expected at most "
                        + MOST_PADDED + " in all");
            }
        });
    }

    /** A file can have very many names. */
    private static String brief(List<String> names) {
        String text = names.toString();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /**
     * Windows that overlap by half, as published.
     *
     * @param settings of the network
     * @param channels what each input channel is
     * @param preprocessing what brings a scan onto the network's grid
     * @param labels the regions the network finds
     */
    public ModelRecipe(Factorizer.Settings settings, List<String> channels, Preprocessing preprocessing, Labels labels) {
        this(settings, channels, preprocessing, labels, 0.5);
    }

    /**
     * The published recipe for BraTS 2023: enhancing tumor (label 3), tumor core (1) and whole tumor (2), the smaller ones
     * on top.
     *
     * @return the recipe
     */
    public static ModelRecipe brats23() {
        return new ModelRecipe(Factorizer.Settings.brats23(), List.of("t1", "t1c", "t2", "flair"), Preprocessing.brats23(),
                Labels.brats23());
    }

    /**
     * The published recipe for ISLES 2022: ischemic lesions in diffusion-weighted images.
     *
     * @return the recipe
     */
    public static ModelRecipe isles22() {
        return new ModelRecipe(Factorizer.Settings.isles22(), List.of("dwi", "adc"), Preprocessing.isles22(),
                Labels.isles22());
    }

    /**
     * The same with another number of iterations of each factorization: fewer are faster, without training anew.
     *
     * @param iterations at least 0
     * @return another recipe, which takes the same weights
     */
    public ModelRecipe withIterations(int iterations) {
        return new ModelRecipe(settings.withIterations(iterations), channels, preprocessing, labels, overlap);
    }

    /**
     * The network for one window.
     *
     * @return the program: (1, C, window…) → (1, regions, window…)
     */
    public Program program() {
        return Program.trace(new Factorizer(settings), Shape.of(1, settings.inputChannels())
                .append(settings.spatialSize().stream().mapToInt(Integer::intValue).toArray()));
    }
}
