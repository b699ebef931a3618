package dev.factorizer.models.networks;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Resize;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.models.layers.ActivationLayer;
import dev.factorizer.models.layers.ConvolutionLayer;
import dev.factorizer.models.layers.Dropout;
import dev.factorizer.models.layers.InitialWeights;
import dev.factorizer.models.layers.InstanceNormalization;
import dev.factorizer.models.layers.Normalization;
import dev.factorizer.models.layers.TransposedConvolutionLayer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * nnU-Net's plain and residual U-Net (Isensee et al. 2021, Fig. 1 of the supplement; <a
 * href="https://arxiv.org/abs/1809.10486">arXiv 1809.10486</a>), which MONAI calls DynUNet. One, two or three spatial axes.
 *
 * <pre>
 * x ─ input_block ──────────────────────────────── skip ─ upsamples 1 ─ output_block ─ y
 *        └ downsamples 0 ──────────── skip ─ upsamples 0 ┘      └ (heads: of the coarser stages, in training)
 *                └ bottleneck ────────────────────────┘
 * </pre>
 *
 * @param settings what is needed to build it
 */
public record DynUNet(Settings settings) implements Network {
    private static final NetworkChecks CHECKS = new NetworkChecks(DynUNetKind.NAME);
    private static final ActivationLayer ACTIVATION = ActivationLayer.leakyRelu(0.01);

    /**
     * Adds the network's operations.
     *
     * @param at gives the network its parameters, named as in MONAI's state dict
     * @param x the image (B, inputChannels, spatialSize…)
     * @return one result (B, outputChannels, S…); in training one more for each head of deep supervision, the finest first, each
     *     repeated to the same size
     * @throws ShapeException if the image has other channels or another size than the settings
     */
    @Override
    public List<Value> apply(Scope at, Value x) {
        CHECKS.input(x.shape(), settings.inputChannels(), settings.spatialSize());
        int last = settings.stages().count() - 1;
        List<Value> skips = new ArrayList<>();
        for (int i = 0; i < last; i++) {
            x = at.apply(DynUNetNames.down(i, last), block(i), x);
            skips.add(x);
        }
        x = at.apply(DynUNetNames.down(last, last), block(last), x);
        List<Value> decoded = new ArrayList<>();
        for (int i = last - 1; i >= 0; i--) {
            x = at.apply(DynUNetNames.up(i, last), up(i, skips.get(i)), x);
            decoded.addFirst(x);
        }
        return heads(at, decoded);
    }

    private Layer block(int stage) {
        List<Integer> stride = settings.stages().strides().get(stage);
        return settings.blocks().residual() ? (at, x) -> residual(at, x, stage, stride) : (at, x) -> plain(at, x, stage, stride);
    }

    /** Finer by the stride that made it coarser, then a plain block of it and what was there on the way down. */
    private Layer up(int stage, Value skip) {
        TransposedConvolutionLayer finer = new TransposedConvolutionLayer(settings.stages().widths().get(stage),
                settings.stages().strides().get(stage + 1), settings.transposedBias(), InitialWeights.NORMAL);
        return (at, x) -> {
            // The kernels are those of the coarser stage, as in the reference.
            Layer block = (inner, both) -> plain(inner, both, stage, stage + 1, List.of(1));
            return at.apply("conv_block", block, at.apply("transp_conv", convolved(finer), x).concatenate(1, skip));
        };
    }

    private Value plain(Scope at, Value x, int stage, List<Integer> stride) {
        return plain(at, x, stage, stage, stride);
    }

    private Value plain(Scope at, Value x, int stage, int kernels, List<Integer> stride) {
        x = at.apply("conv1", convolution(stage, kernels, stride), x);
        x = at.apply("lrelu", ACTIVATION, at.apply("norm1", settings.blocks().normalization(), x));
        x = at.apply("conv2", convolution(stage, kernels, List.of(1)), x);
        return at.apply("lrelu", ACTIVATION, at.apply("norm2", settings.blocks().normalization(), x));
    }

    /** The last activation comes after the sum with the block's input, which is convolved if its form changes. */
    private Value residual(Scope at, Value x, int stage, List<Integer> stride) {
        Normalization normalization = settings.blocks().normalization();
        Value y = at.apply("conv1", convolution(stage, stage, stride), x);
        y = at.apply("lrelu", ACTIVATION, at.apply("norm1", normalization, y));
        y = at.apply("conv2", convolution(stage, stage, List.of(1)), y);
        y = at.apply("norm2", normalization, y);
        int width = settings.stages().widths().get(stage);
        if (x.channels() != width || !y.shape().spatial().equals(x.shape().spatial())) {
            ConvolutionLayer adapted = head(width).withoutBias().withStride(stride);
            x = at.apply("norm3", normalization, at.apply("conv3", convolved(adapted), x));
        }
        return at.apply("lrelu", ACTIVATION, y.add(x));
    }

    private Layer convolution(int stage, int kernels, List<Integer> stride) {
        ConvolutionStages stages = settings.stages();
        return convolved(new ConvolutionLayer(stages.widths().get(stage), stages.kernels().get(kernels), stride,
                stages.padding(kernels, stride), false, InitialWeights.NORMAL));
    }

    private static ConvolutionLayer head(int outputs) {
        return ConvolutionLayer.head(outputs).withStart(InitialWeights.NORMAL);
    }

    /** A convolution and its dropout. */
    private Layer convolved(Layer convolution) {
        Dropout dropout = new Dropout(settings.blocks().dropout());
        return (at, x) -> at.apply("dropout", dropout, at.apply("conv", convolution, x));
    }

    /** The parameters of all heads are asked for in any case: the state dict has them. */
    private List<Value> heads(Scope at, List<Value> decoded) {
        Layer head = (inner, value) -> inner.apply("conv", convolved(head(settings.outputChannels())), value);
        List<Value> results = new ArrayList<>();
        results.add(at.apply("output_block", head, decoded.getFirst()));
        Shape finest = results.getFirst().shape().spatial();
        for (int i = 0; i < settings.deepSupervisionHeads(); i++) {
            Value coarse = at.apply(DynUNetNames.head(i + 1), head, decoded.get(i + 1));
            results.add(coarse.apply(new Resize(finest, Resize.Mode.NEAREST)));
        }
        return at.training() ? results : results.subList(0, 1);
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(settings.identity());
    }

    /**
     * What each block is made of; the blocks of the way up are always plain.
     *
     * @param normalization after each convolution
     * @param residual whether the input of a block on the way down is added to its result
     * @param dropout after each convolution, of single numbers; in training only
     */
    public record Blocks(Normalization normalization, boolean residual, double dropout) {
        /** Checks the rate. */
        public Blocks {
            CHECKS.share("dropout", dropout);
        }

        /** {@return plain blocks with instance normalization, of which nothing is learned, and without dropout} */
        public static Blocks plain() {
            return new Blocks(new InstanceNormalization(1e-5, false), false, 0);
        }
    }

    /**
     * What is needed to build a DynUNet.
     *
     * @param inputChannels channels of the image
     * @param outputChannels channels of each result
     * @param spatialSize the image's size along each of 1 to 3 axes
     * @param stages widths, kernels and strides
     * @param blocks what each block is made of
     * @param deepSupervisionHeads how many further results there are in training, at most one for each decoder stage but the
     *     finest
     * @param transposedBias whether the transposed convolutions add a learned constant
     */
    public record Settings(int inputChannels, int outputChannels, List<Integer> spatialSize, ConvolutionStages stages,
            Blocks blocks, int deepSupervisionHeads, boolean transposedBias) implements NetworkSettings {
        private static final int LARGEST_RESIDUAL_STRIDE = 2;

        /** Checks the settings. */
        public Settings {
            spatialSize = List.copyOf(spatialSize);
            CHECKS.channels("inputChannels", inputChannels);
            CHECKS.channels("outputChannels", outputChannels);
            CHECKS.spatialSize(spatialSize);
            stages.requireDivides(spatialSize);
            CHECKS.require(!blocks.residual() || stages.strides().stream().flatMap(List::stream)
                    .allMatch(step -> step <= LARGEST_RESIDUAL_STRIDE), "strides", stages.strides(), "at most "
                    + LARGEST_RESIDUAL_STRIDE + " with residual blocks");
            CHECKS.require(deepSupervisionHeads >= 0 && deepSupervisionHeads < stages.count() - 1, "deepSupervisionHeads",
                    deepSupervisionHeads, "0 to " + (stages.count() - 2) + " with " + stages.count() + " stages");
            NormalizationSettings.requireDivides(CHECKS, blocks.normalization(), stages.widths());
        }

        /**
         * nnU-Net's plain U-Net: kernels of 3, strides of 2, instance normalization.
         *
         * @param inputs channels of the image
         * @param outputs channels of the result
         * @param spatialSize the image's size along each axis
         * @param widths channels of each stage, the finest first
         * @return the settings
         */
        public static Settings plain(int inputs, int outputs, List<Integer> spatialSize, List<Integer> widths) {
            return new Settings(inputs, outputs, spatialSize, ConvolutionStages.of(widths), Blocks.plain(), 0, false);
        }

        /** {@return the nnU-Net published for BraTS 2023: four MR contrasts at 1 mm in, three tumor regions out} */
        public static Settings brats23() {
            return plain(4, 3, Collections.nCopies(3, 128), List.of(32, 64, 128, 256, 512));
        }

        /** {@return the nnU-Net published for ISLES 2022: two MR contrasts at 2 mm in, stroke lesions out} */
        public static Settings isles22() {
            return plain(2, 1, Collections.nCopies(3, 64), List.of(32, 64, 128, 256, 512));
        }

        /** {@return the nnU-Net published for FIVES: colored fundus photographs in, vessels out} */
        public static Settings fives() {
            return plain(3, 1, Collections.nCopies(2, 512), List.of(32, 64, 128, 256, 512));
        }

        /**
         * {@return settings from their tree}
         *
         * @param tree what {@link #toTree} made
         * @throws IllegalArgumentException naming what is missing, unknown or out of range
         */
        public static Settings of(Map<String, ?> tree) {
            return SettingsReader.read("settings", tree, new DynUNetKind()::read);
        }

        @Override
        public String kind() {
            return DynUNetKind.NAME;
        }

        @Override
        public Network network() {
            return new DynUNet(this);
        }

        @Override
        public List<Integer> window() {
            return spatialSize;
        }

        @Override
        public Map<String, Object> toTree() {
            return DynUNetKind.toTree(this);
        }

        /** The reference holds each part a second time in {@code skip_layers}, which lie in each other. */
        @Override
        public Map<String, String> sharedNames() {
            return DynUNetNames.shared(this);
        }

        /**
         * {@return the same for images of another size}
         *
         * @param other the image's size along each axis
         */
        public Settings withSpatialSize(List<Integer> other) {
            return new Settings(inputChannels, outputChannels, other, stages, blocks, deepSupervisionHeads, transposedBias);
        }

        /**
         * {@return the same with other stages}
         *
         * @param other widths, kernels and strides
         */
        public Settings withStages(ConvolutionStages other) {
            return new Settings(inputChannels, outputChannels, spatialSize, other, blocks, deepSupervisionHeads, transposedBias);
        }

        /**
         * {@return the same with other blocks}
         *
         * @param other what each block is made of
         */
        public Settings withBlocks(Blocks other) {
            return new Settings(inputChannels, outputChannels, spatialSize, stages, other, deepSupervisionHeads, transposedBias);
        }

        /**
         * {@return the same with other results in training}
         *
         * @param heads how many there are beside the finest
         */
        public Settings withDeepSupervisionHeads(int heads) {
            return new Settings(inputChannels, outputChannels, spatialSize, stages, blocks, heads, transposedBias);
        }
    }
}
