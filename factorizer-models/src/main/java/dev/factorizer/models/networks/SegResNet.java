package dev.factorizer.models.networks;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.LeastSize;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.models.layers.ActivationLayer;
import dev.factorizer.models.layers.ChannelDropout;
import dev.factorizer.models.layers.ConvolutionLayer;
import dev.factorizer.models.layers.GroupNormalization;
import dev.factorizer.models.layers.UpsamplingLayer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * SegResNet without its autoencoder: a residual encoder and a light decoder (Myronenko 2018, Fig. 1; <a
 * href="https://arxiv.org/abs/1810.11654">arXiv 1810.11654</a>), as in MONAI. One, two or three spatial axes.
 *
 * <pre>
 * x ─ convInit ─ dropout ─ down_layers 0 ─────────────────── sum ─ up_layers 1 ─ conv_final ─ y
 *                            └ down_layers 1 ────────── sum ─ up_layers 0 ─ up_samples 1 ┘
 *                                └ down_layers 2 ─ up_samples 0 ┘
 * </pre>
 *
 * @param settings what is needed to build it
 */
public record SegResNet(Settings settings) implements Network {
    private static final NetworkChecks CHECKS = new NetworkChecks(SegResNetKind.NAME);

    /**
     * Adds the network's operations.
     *
     * @param at gives the network its parameters, named as in MONAI's state dict
     * @param x the image (B, inputChannels, spatialSize…)
     * @return one result (B, outputChannels, spatialSize…)
     * @throws ShapeException if the image has other channels or another size than the settings
     */
    @Override
    public List<Value> apply(Scope at, Value x) {
        CHECKS.input(x.shape(), settings.inputChannels(), settings.spatialSize());
        x = at.apply("convInit.conv", convolution(settings.width()), x);
        x = at.apply("dropout", new ChannelDropout(settings.dropout()), x);
        List<Value> skips = new ArrayList<>();
        for (int i = 0; i < settings.blocksDown().size(); i++) {
            x = at.apply("down_layers." + i, down(i), x);
            skips.add(x);
        }
        for (int i = 0; i < settings.blocksUp().size(); i++) {
            Value skip = skips.get(skips.size() - 2 - i);
            x = at.apply("up_samples." + i, finer(skip.channels()), x).add(skip);
            x = at.apply("up_layers." + i, up(settings.blocksUp().get(i)), x);
        }
        return List.of(at.apply("conv_final", this::head, x));
    }

    /** Half the size and twice the channels in all but the first stage, then blocks. */
    private Layer down(int stage) {
        return (at, x) -> {
            if (stage > 0) {
                x = at.apply("0.conv", convolution(2 * x.channels()).withStride(2), x);
            }
            for (int i = 1; i <= settings.blocksDown().get(stage); i++) {
                x = at.apply(Integer.toString(i), this::block, x);
            }
            return x;
        };
    }

    private Layer up(int blocks) {
        return (at, x) -> {
            for (int i = 0; i < blocks; i++) {
                x = at.apply(Integer.toString(i), this::block, x);
            }
            return x;
        };
    }

    /** Fewer channels, then twice the size. */
    private static Layer finer(int channels) {
        return (at, x) -> at.apply("1", UpsamplingLayer.linear(2),
                at.apply("0.conv", convolution(channels).withKernel(1), x));
    }

    /** x + two convolutions, each after its normalization and activation. */
    private Value block(Scope at, Value x) {
        Value y = at.apply("conv1.conv", convolution(x.channels()), active(at, "norm1", x));
        return at.apply("conv2.conv", convolution(x.channels()), active(at, "norm2", y)).add(x);
    }

    private Value head(Scope at, Value x) {
        return at.apply("2.conv", ConvolutionLayer.head(settings.outputChannels()), active(at, "0", x));
    }

    private Value active(Scope at, String norm, Value x) {
        return at.apply("act", ActivationLayer.relu(), at.apply(norm, new GroupNormalization(settings.groups()), x));
    }

    private static ConvolutionLayer convolution(int outputs) {
        return ConvolutionLayer.of(outputs).withoutBias();
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(settings.identity());
    }

    /**
     * What is needed to build a SegResNet.
     *
     * @param inputChannels channels of the image
     * @param outputChannels channels of the result
     * @param spatialSize the image's size along each of 1 to 3 axes
     * @param width channels of the finest stage; each further one has twice as many
     * @param blocksDown blocks of each stage on the way down, the finest first
     * @param blocksUp blocks of each stage on the way up, the coarsest first; one stage fewer
     * @param groups of channels in each normalization
     * @param dropout of whole channels before the first stage; in training only
     */
    public record Settings(int inputChannels, int outputChannels, List<Integer> spatialSize, int width,
            List<Integer> blocksDown, List<Integer> blocksUp, int groups, double dropout) implements NetworkSettings {
        private static final int USUAL_GROUPS = 8;
        /** Two convolutions, two norms with factor and summand. */
        private static final int TENSORS_OF_A_BLOCK = 6;

        /** Checks the settings. */
        public Settings {
            spatialSize = List.copyOf(spatialSize);
            blocksDown = List.copyOf(blocksDown);
            blocksUp = List.copyOf(blocksUp);
            CHECKS.channels("inputChannels", inputChannels);
            CHECKS.channels("outputChannels", outputChannels);
            CHECKS.spatialSize(spatialSize);
            CHECKS.channels("width", width);
            int stages = blocksDown.size();
            CHECKS.require(stages >= 1 && NetworkChecks.least(blocksDown) >= 0, "blocksDown", blocksDown,
                    "0 or more blocks for each of at least 1 stage");
            CHECKS.widths(IntStream.range(0, stages).mapToObj(stage ->
                    (int) Math.min((long) width << Math.min(stage, 16), Integer.MAX_VALUE)).toList());
            CHECKS.require(blocksUp.size() == stages - 1 && (blocksUp.isEmpty() || NetworkChecks.least(blocksUp) >= 0),
                    "blocksUp", blocksUp, "0 or more blocks for each of " + (stages - 1)
                    + " stages, one fewer than on the way down");
            CHECKS.require(groups >= 1 && width % groups == 0, "groups", groups, "a divisor of the width " + width);
            CHECKS.share("dropout", dropout);
            int coarsest = 1 << stages - 1;
            CHECKS.require(spatialSize.stream().allMatch(size -> size % coarsest == 0), "spatialSize", spatialSize,
                    "multiples of " + coarsest + " with " + stages + " stages");
        }

        /**
         * What the published ones have in common: 32 channels in groups of 4, stages of 1, 2, 2 and 4 blocks, and on the way up
         * of one block each.
         *
         * @param inputs channels of the image
         * @param outputs channels of the result
         * @param spatialSize the image's size along each axis
         * @return the settings
         */
        public static Settings usual(int inputs, int outputs, List<Integer> spatialSize) {
            return new Settings(inputs, outputs, spatialSize, 32, List.of(1, 2, 2, 4), List.of(1, 1, 1), USUAL_GROUPS, 0);
        }

        /** {@return the SegResNet published for BraTS 2023: four MR contrasts at 1 mm in, three tumor regions out} */
        public static Settings brats23() {
            return usual(4, 3, Collections.nCopies(3, 128));
        }

        /** {@return the SegResNet published for ISLES 2022: two MR contrasts at 2 mm in, stroke lesions out} */
        public static Settings isles22() {
            return usual(2, 1, Collections.nCopies(3, 64));
        }

        /** {@return the SegResNet published for FIVES: colored fundus photographs in, vessels out} */
        public static Settings fives() {
            return usual(3, 1, Collections.nCopies(2, 512));
        }

        /**
         * {@return settings from their tree}
         *
         * @param tree what {@link #toTree} made
         * @throws IllegalArgumentException naming what is missing, unknown or out of range
         */
        public static Settings of(Map<String, ?> tree) {
            return SettingsReader.read("settings", tree, new SegResNetKind()::read);
        }

        @Override
        public String kind() {
            return SegResNetKind.NAME;
        }

        @Override
        public Network network() {
            return new SegResNet(this);
        }

        @Override
        public List<Integer> window() {
            return spatialSize;
        }

        @Override
        public Map<String, Object> toTree() {
            return SegResNetKind.toTree(this);
        }

        @Override
        public List<LeastSize> leastSizes() {
            long blocks = IntStream.concat(blocksDown.stream().mapToInt(Integer::intValue),
                    blocksUp.stream().mapToInt(Integer::intValue)).asLongStream().sum();
            return List.of(new LeastSize(LeastSize.Unit.TENSORS, TENSORS_OF_A_BLOCK * blocks, String.format(Locale.ROOT,
                    "%,d blocks of %d tensors", blocks, TENSORS_OF_A_BLOCK), "blocksDown and blocksUp"));
        }

        /**
         * {@return the same for images of another size}
         *
         * @param other the image's size along each axis
         */
        public Settings withSpatialSize(List<Integer> other) {
            return new Settings(inputChannels, outputChannels, other, width, blocksDown, blocksUp, groups, dropout);
        }

        /**
         * {@return the same with other blocks}
         *
         * @param down blocks of each stage on the way down, the finest first
         * @param up blocks of each stage on the way up, the coarsest first
         */
        public Settings withBlocks(List<Integer> down, List<Integer> up) {
            return new Settings(inputChannels, outputChannels, spatialSize, width, down, up, groups, dropout);
        }
    }
}
