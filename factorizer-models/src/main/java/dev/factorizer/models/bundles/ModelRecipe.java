package dev.factorizer.models.bundles;

import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.io.transforms.MergeRegions;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.models.networks.Factorizer;
import java.util.HashSet;
import java.util.List;

/**
 * How a scan becomes a segmentation: everything about a model but its weights.
 *
 * @param settings of the network; one of two axes sees a volume slice by slice
 * @param preprocessing what brings a scan onto the network's grid
 * @param regions the names of the network's output channels
 * @param labels how regions become one map of labels, and the probability from which a voxel belongs to one
 * @param overlap the share of a window that the next one covers again
 */
public record ModelRecipe(Factorizer.Settings settings, Preprocessing preprocessing, List<String> regions,
        MergeRegions labels, double overlap) {
    /** Checks that the parts fit together. */
    public ModelRecipe {
        regions = List.copyOf(regions);
        if (regions.size() != settings.outputChannels() || labels.values().size() != regions.size()
                || new HashSet<>(regions).size() != regions.size()) {
            throw new IllegalArgumentException("model: regions are " + regions + " with labels " + labels.values()
                    + ", expected a name of its own and a label for each of the network's " + settings.outputChannels()
                    + " output channels");
        }
        if (!(overlap >= 0 && overlap < 1)) {
            throw new IllegalArgumentException("model: overlap is " + overlap + ", expected at least 0 and below 1");
        }
    }

    /**
     * One region, label 1 from a probability of one half, windows that overlap by half.
     *
     * @param settings of the network, with one output channel
     * @param preprocessing what brings a scan onto the network's grid
     * @param region its name
     * @return the recipe
     */
    public static ModelRecipe ofOneRegion(Factorizer.Settings settings, Preprocessing preprocessing, String region) {
        return new ModelRecipe(settings, preprocessing, List.of(region), new MergeRegions(0.5, List.of(1)), 0.5);
    }

    /**
     * The published recipe for BraTS 2023: T1, contrast-enhanced T1, T2 and FLAIR in; enhancing tumour (label 3), tumour core
     * (1) and whole tumour (2) out, the smaller ones on top.
     *
     * @return the recipe
     */
    public static ModelRecipe brats23() {
        return new ModelRecipe(Factorizer.Settings.brats23(), Preprocessing.brats23(), List.of("ET", "TC", "WT"),
                new MergeRegions(0.5, List.of(3, 1, 2)), 0.5);
    }

    /**
     * The published recipe for ISLES 2022: diffusion-weighted image and apparent diffusion coefficient in, ischaemic lesion
     * out.
     *
     * @return the recipe
     */
    public static ModelRecipe isles22() {
        return ofOneRegion(Factorizer.Settings.isles22(), Preprocessing.isles22(), "lesion");
    }

    /**
     * The same with another number of iterations of each factorization: fewer are faster, without training anew.
     *
     * @param iterations at least 0
     * @return another recipe, which takes the same weights
     */
    public ModelRecipe withIterations(int iterations) {
        return new ModelRecipe(settings.withIterations(iterations), preprocessing, regions, labels, overlap);
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
