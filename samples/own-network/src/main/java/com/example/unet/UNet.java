package com.example.unet;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.NetworkKind;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.models.layers.ActivationLayer;
import dev.factorizer.models.layers.ConvolutionLayer;
import dev.factorizer.models.layers.InstanceNormalization;
import dev.factorizer.models.layers.PoolingLayer;
import dev.factorizer.models.layers.Sequence;
import dev.factorizer.models.layers.TransposedConvolutionLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A U-Net (Ronneberger et al. 2015) of one, two or three axes.
 *
 * @param settings what is needed to build it
 */
public record UNet(Settings settings) implements Network {
    @Override
    public List<Value> apply(Scope at, Value x) {
        List<Value> skips = new ArrayList<>();
        int last = settings.widths().size() - 1;
        for (int i = 0; i < last; i++) {
            x = at.apply("encoder." + i, block(i), x);
            skips.add(x);
            x = at.apply("pool", PoolingLayer.maximum(2), x);
        }
        x = at.apply("bottleneck", block(last), x);
        for (int i = last - 1; i >= 0; i--) {
            x = at.apply("up." + i, TransposedConvolutionLayer.upsample(settings.widths().get(i)), x);
            x = at.apply("decoder." + i, block(i), skips.get(i).concatenate(1, x));
        }
        return List.of(at.apply("head", ConvolutionLayer.head(settings.outputChannels()), x));
    }

    /** Twice: convolution, normalization, activation. */
    private Layer block(int stage) {
        Layer convolution = ConvolutionLayer.of(settings.widths().get(stage)).withoutBias();
        Layer half = Sequence.of(convolution, new InstanceNormalization(), ActivationLayer.leakyRelu(0.01));
        return Sequence.of(half, half);
    }

    /**
     * What is needed to build it.
     *
     * @param inputChannels channels of an image
     * @param outputChannels channels of a result, one for each region
     * @param window the size of the images it is run on
     * @param widths channels of each stage, the finest first
     */
    public record Settings(int inputChannels, int outputChannels, List<Integer> window, List<Integer> widths)
            implements NetworkSettings {
        /** The name used in bundles. */
        static final String KIND = "com.example.unet";

        /** Checks the settings, which may come from a file. */
        public Settings {
            window = List.copyOf(window);
            widths = List.copyOf(widths);
            int coarsest = 1 << Math.min(widths.size(), 17) - 1;
            if (widths.isEmpty() || widths.size() > 8 || widths.stream().anyMatch(width -> width < 1 || width > 4096)) {
                throw new IllegalArgumentException("unet: widths are " + widths + ", expected 1 to 8 of them, each 1 to 4096");
            }
            if (window.stream().anyMatch(size -> size < 2 * coarsest || size % coarsest != 0)) {
                throw new IllegalArgumentException("unet: window is " + window + ", expected multiples of " + coarsest
                        + " and at least " + 2 * coarsest);
            }
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Network network() {
            return new UNet(this);
        }

        @Override
        public Map<String, Object> toTree() {
            return new SettingsWriter().put("inputChannels", inputChannels).put("outputChannels", outputChannels)
                    .put("window", window).put("widths", widths).toTree();
        }
    }

    /** Reads the settings of a bundle. */
    public static final class Kind implements NetworkKind {
        @Override
        public String name() {
            return Settings.KIND;
        }

        @Override
        public NetworkSettings read(SettingsReader settings) {
            return new Settings(settings.integer("inputChannels"), settings.integer("outputChannels"),
                    settings.integers("window"), settings.integers("widths"));
        }
    }
}
