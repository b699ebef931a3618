package dev.factorizer.models.explanation;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.layers.ConvolutionLayer;
import dev.factorizer.models.layers.FactorizationMixer;
import dev.factorizer.models.layers.Windows;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A network that adds to an image its factorization, nothing else, and then sees whether the sum of channels is large. With linear
 * maps that change nothing, the matrices are those of the image itself.
 *
 * @param channels of the image
 * @param window its size
 * @param windows which voxels share a matrix
 * @param factorization solver, rank, iterations
 */
record FactorizedImage(int channels, List<Integer> window, Windows windows, Factorization factorization) implements NetworkSettings {
    static final String LAYER = "nmf";

    @Override
    public String kind() {
        return "factorizedImage";
    }

    @Override
    public Network network() {
        return (at, x) -> List.of(at.apply("head", ConvolutionLayer.head(1),
                x.add(at.apply(LAYER, new FactorizationMixer(windows, factorization), x))));
    }

    @Override
    public int inputChannels() {
        return channels;
    }

    @Override
    public int outputChannels() {
        return 1;
    }

    @Override
    public Map<String, Object> toTree() {
        return Map.of();
    }

    /** The channels are what they are, and start values come from a seed as those of {@link Factorization#decompose} do. */
    TrainedModel trained(long seed) {
        ModelRecipe recipe = new ModelRecipe(this, IntStream.range(0, channels).mapToObj(i -> "channel " + i).toList(),
                Preprocessing.none(), Labels.isles22());
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : recipe.program().parameters()) {
            weights.put(spec.name(), Tensor.of(spec.shape(), values(spec, seed)));
        }
        return new TrainedModel(recipe, weights, Map.of());
    }

    private static float[] values(ParameterSpec spec, long seed) {
        Shape shape = spec.shape();
        float[] values = new float[(int) shape.elements()];
        if (spec.name().endsWith("0")) {
            return spec.initializer().draw(seed, spec.name().substring(spec.name().length() - 2), shape);
        }
        if (spec.name().contains("proj") && spec.name().endsWith("weight")) {
            for (int i = 0; i < shape.size(0); i++) {
                values[i * shape.size(0) + i] = 1;
            }
        } else if (spec.name().equals("head.weight")) {
            Arrays.fill(values, 1);
        }
        return values;
    }
}
