package dev.factorizer.models.bundles;

import dev.factorizer.api.network.IterativeNetwork;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.bundle.Tiling;
import dev.factorizer.io.bundle.WindowWeights;
import dev.factorizer.io.transforms.NormalizeChannels;
import dev.factorizer.io.transforms.Preprocessing;
import java.util.ArrayList;
import java.util.List;

/**
 * How a scan becomes a segmentation: everything about a model but its weights.
 *
 * @param network the network's settings; one of two axes sees a volume slice by slice
 * @param channels what each input channel is, such as {@code dwi}, in the order the network was trained with
 * @param preprocessing what brings a scan onto the network's grid
 * @param labels the regions the network finds, and how they become one map
 * @param overlap the share of a window that the next one covers again
 * @param temperature what the network's results are divided by before they become probabilities, fitted on validation cases
 *     (Guo et al. 2017); 1 as trained
 * @param windowWeights how the results of windows that overlap are weighted
 * @param flips the image is run once flipped along each of these sets of axes, and the results, flipped back, are averaged; an empty set
 *     is the image as it is
 */
public record ModelRecipe(NetworkSettings network, List<String> channels, Preprocessing preprocessing, Labels labels,
        double overlap, double temperature, WindowWeights windowWeights, List<List<Integer>> flips) {
    /** At this overlap each voxel is in a thousand windows of three axes already. */
    private static final double LARGEST_OVERLAP = 0.9;
    private static final double LARGEST_TEMPERATURE = 100;
    private static final int LONGEST = 500;
    /** 512³: one channel takes 512 MiB. */
    private static final long MOST_VOXELS = 1L << 27;

    /** Checks that the parts fit together. */
    public ModelRecipe {
        requireSizes(network);
        channels = List.copyOf(channels);
        if (channels.size() != network.inputChannels()) {
            throw new IllegalArgumentException("model: channels are " + brief(channels) + ", expected a name for each of the"
                    + " network's " + network.inputChannels() + " input channels");
        }
        if (channels.stream().distinct().count() != channels.size()) {
            throw new IllegalArgumentException("model: channels are " + brief(channels) + ", expected a name of its own for each");
        }
        if (labels.regions().size() != network.outputChannels()) {
            throw new IllegalArgumentException("model: regions are "
                    + brief(labels.regions().stream().map(Region::name).toList()) + ", expected one for each of the network's "
                    + network.outputChannels() + " output channels");
        }
        if (!(overlap >= 0 && overlap <= LARGEST_OVERLAP)) {
            throw new IllegalArgumentException("model: overlap is " + overlap + ", expected 0 to " + LARGEST_OVERLAP);
        }
        flips = Tiling.checkedFlips("model", flips);
        if (!(temperature >= 1 / LARGEST_TEMPERATURE && temperature <= LARGEST_TEMPERATURE)) {
            throw new IllegalArgumentException("model: temperature is " + temperature + ", expected " + 1 / LARGEST_TEMPERATURE + " to "
                    + LARGEST_TEMPERATURE);
        }
        if (preprocessing.normalization().orElse(null) instanceof NormalizeChannels each && each.schemes().size() != channels.size()) {
            throw new IllegalArgumentException("model: normalizeChannels has " + each.schemes().size() + " schemes, expected one for each"
                    + " of the channels " + brief(channels));
        }
        preprocessing.spatialPad().ifPresent(pad -> {
            double voxels = pad.size().stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
            if (voxels > MOST_VOXELS) {
                throw new IllegalArgumentException("model: images are padded to " + pad.size() + " voxels, expected at most "
                        + MOST_VOXELS + " in all");
            }
        });
    }

    /** Settings of any kind come from files. */
    private static void requireSizes(NetworkSettings network) {
        List<Integer> window = network.window();
        double voxels = window.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
        if (window.isEmpty() || window.size() > 3 || window.stream().anyMatch(size -> size < 1) || voxels > MOST_VOXELS) {
            throw new IllegalArgumentException("model: the network's window is " + brief(window) + ", expected 1 to 3 sizes of"
                    + " at least 1 and at most " + MOST_VOXELS + " voxels in all");
        }
        if (network.inputChannels() < 1 || network.outputChannels() < 1) {
            throw new IllegalArgumentException("model: the network has " + network.inputChannels() + " input channels and "
                    + network.outputChannels() + " output channels, expected at least 1 of each");
        }
    }

    /** A file can have very many names. */
    private static String brief(List<?> many) {
        String text = many.toString();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /**
     * Gaussian weights of windows and no flips, as published.
     *
     * @param network the network's settings
     * @param channels what each input channel is
     * @param preprocessing what brings a scan onto the network's grid
     * @param labels the regions the network finds
     * @param overlap the share of a window that the next one covers again
     * @param temperature what the network's results are divided by before they become probabilities
     */
    public ModelRecipe(NetworkSettings network, List<String> channels, Preprocessing preprocessing, Labels labels, double overlap,
            double temperature) {
        this(network, channels, preprocessing, labels, overlap, temperature, WindowWeights.GAUSSIAN, Tiling.NO_FLIPS);
    }

    /**
     * A model as it was trained, with a temperature of 1.
     *
     * @param network the network's settings
     * @param channels what each input channel is
     * @param preprocessing what brings a scan onto the network's grid
     * @param labels the regions the network finds
     * @param overlap the share of a window that the next one covers again
     */
    public ModelRecipe(NetworkSettings network, List<String> channels, Preprocessing preprocessing, Labels labels, double overlap) {
        this(network, channels, preprocessing, labels, overlap, 1);
    }

    /**
     * Windows that overlap by half, as published.
     *
     * @param network the network's settings
     * @param channels what each input channel is
     * @param preprocessing what brings a scan onto the network's grid
     * @param labels the regions the network finds
     */
    public ModelRecipe(NetworkSettings network, List<String> channels, Preprocessing preprocessing, Labels labels) {
        this(network, channels, preprocessing, labels, 0.5);
    }

    /**
     * The same with another temperature.
     *
     * @param other what results are divided by before they become probabilities: above 1 they are less sure
     * @return another recipe, which takes the same weights
     */
    public ModelRecipe withTemperature(double other) {
        return new ModelRecipe(network, channels, preprocessing, labels, overlap, other, windowWeights, flips);
    }

    /**
     * The same with another number of iterations of each factorization: fewer are faster, without retraining.
     *
     * @param iterations at least 0
     * @return another recipe, which takes the same weights
     * @throws IllegalArgumentException if the network does not iterate
     */
    public ModelRecipe withIterations(int iterations) {
        if (!(network instanceof IterativeNetwork iterative)) {
            throw new IllegalArgumentException("model: a network of the kind \"" + network.kind()
                    + "\" does not iterate, expected one that does, such as a \"factorizer\"");
        }
        return new ModelRecipe(iterative.withIterations(iterations), channels, preprocessing, labels, overlap, temperature,
                windowWeights, flips);
    }

    /**
     * The same with other windows.
     *
     * @param share of a window that the next one covers again
     * @param weights how the results of windows that overlap are weighted
     * @param sets the axes that are flipped in each run
     * @return another recipe, which takes the same weights
     */
    public ModelRecipe withWindows(double share, WindowWeights weights, List<List<Integer>> sets) {
        return new ModelRecipe(network, channels, preprocessing, labels, share, temperature, weights, sets);
    }

    /** {@return how the network's window is moved over a volume; a slice is one voxel thick} */
    public Tiling tiling() {
        List<Integer> window = new ArrayList<>(network.window());
        while (window.size() < 3) {
            window.add(1);
        }
        return new Tiling(window, overlap, windowWeights, flips);
    }

    /** {@return the network's program for one window: (1, C, window…) → (1, regions, window…)} */
    public Program program() {
        return program(Integer.MAX_VALUE);
    }

    /** The same for a network that may not have more than so many parameters and buffers. */
    Program program(int mostTensors) {
        return Program.trace(network.network(), Shape.of(1, network.inputChannels())
                .append(network.window().stream().mapToInt(Integer::intValue).toArray()), mostTensors);
    }
}
