package dev.factorizer.bench.volume;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.models.layers.ActivationLayer;
import dev.factorizer.models.layers.ConvolutionLayer;
import dev.factorizer.models.layers.InstanceNormalization;
import java.util.List;
import java.util.Map;

/**
 * Two convolutions: so quick that what is measured is the way of windows in and out.
 *
 * @param inputChannels channels of an image
 * @param outputChannels classes
 * @param window the size of a window
 */
record SmallNetwork(int inputChannels, int outputChannels, List<Integer> window) implements NetworkSettings {
    private static final int WIDTH = 8;

    private record Convolutions(int outputs) implements Network {
        @Override
        public List<Value> apply(Scope at, Value x) {
            x = at.apply("first", ConvolutionLayer.of(WIDTH), x);
            x = at.apply("norm", new InstanceNormalization(), x);
            x = at.apply("activation", ActivationLayer.leakyRelu(0.01), x);
            return List.of(at.apply("head", ConvolutionLayer.head(outputs), x));
        }
    }

    @Override
    public String kind() {
        return "bench.small";
    }

    @Override
    public Network network() {
        return new Convolutions(outputChannels);
    }

    @Override
    public Map<String, Object> toTree() {
        return new SettingsWriter().put("inputChannels", inputChannels).put("outputChannels", outputChannels).put("window", window)
                .toTree();
    }
}
