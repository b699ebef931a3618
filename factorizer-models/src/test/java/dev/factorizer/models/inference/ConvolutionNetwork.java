package dev.factorizer.models.inference;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.layers.ConvolutionLayer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One convolution: quick, and not the same in all parts of a window. */
record ConvolutionNetwork(int inputChannels, int outputChannels, List<Integer> window) implements NetworkSettings {
    /** The network itself. */
    private record Convolved(int outputs) implements Network {
        @Override
        public List<Value> apply(Scope at, Value x) {
            Value y = at.apply("conv", ConvolutionLayer.of(outputs), x);
            return List.of(y.add(y.square().multiply(0.25)));
        }
    }

    @Override
    public String kind() {
        return "test.convolution";
    }

    @Override
    public Network network() {
        return new Convolved(outputChannels);
    }

    @Override
    public Map<String, Object> toTree() {
        return new SettingsWriter().put("window", window).toTree();
    }

    /** Regions that may overlap, labeled 1 and so on. */
    static Labels regions(int count) {
        return new Labels(IntStream.range(0, count).mapToObj(i -> new Region("region " + i, i + 1)).toList());
    }

    /** Classes that exclude each other, the first one the background. */
    static Labels classes(int count) {
        return Labels.exclusive(IntStream.range(0, count).mapToObj(i -> new Region("class " + i, 2 * i)).toList());
    }

    /** A model of this network with seeded weights. */
    TrainedModel trained(Preprocessing preprocessing, Labels labels, double overlap, long seed) {
        ModelRecipe recipe = new ModelRecipe(this, IntStream.range(0, inputChannels).mapToObj(i -> "channel " + i).toList(),
                preprocessing, labels, overlap);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : recipe.program().parameters()) {
            float[] values = spec.initializer().draw(seed, spec.name(), spec.shape());
            for (int i = 0; i < values.length; i++) {
                values[i] = 3 * values[i] - (values.length == outputChannels ? 0.5f : 0);
            }
            weights.put(spec.name(), Tensor.of(spec.shape(), values));
        }
        return new TrainedModel(recipe, weights, Map.of());
    }
}
