package dev.factorizer.models.networks;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.LeastSize;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.models.layers.ConvolutionLayer;
import dev.factorizer.models.layers.LayerNormalization;
import dev.factorizer.models.layers.PatchMerging;
import dev.factorizer.models.layers.ResidualConvolution;
import dev.factorizer.models.layers.TransformerBlock;
import dev.factorizer.models.layers.TransposedConvolutionLayer;
import dev.factorizer.models.layers.WindowAttention;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Swin UNETR: a U-shaped network whose encoder is a Swin transformer, attention within windows of which every other block's lie half a
 * window further (Hatamizadeh et al. 2022, Fig. 1; <a href="https://arxiv.org/abs/2201.01266">arXiv 2201.01266</a>), as in MONAI.
 * Two or three spatial axes.
 *
 * <pre>
 * x ─ encoder 1 ──────────────────────────────────────────────── decoder 1 ─ out ─ y
 * └ patches ─ norm ─ encoder 2 ───────────────────── decoder 2 ─ up ┘
 *      └ stage 1 ─ norm ─ encoder 3 ──────── decoder 3 ─ up ┘
 *          └ stage 2 ─ norm ─ encoder 4 ─ decoder 4 ─ up ┘
 *              └ stage 3 ─ norm ─── decoder 5 ─ up ┘
 *                  └ stage 4 ─ norm ─ encoder 10 ─ up ┘   (each stage ends with a patch merging: half the size, twice the channels)
 * </pre>
 *
 * @param settings what is needed to build it
 */
public record SwinUNETR(Settings settings) implements Network {
    static final int STAGES = 4;
    private static final int PATCH = 2;
    /** What the decoder takes of a stage is normalized over the channels, without learned numbers. */
    private static final LayerNormalization NORMALIZATION = new LayerNormalization(1e-5, false);

    /**
     * Adds the network's operations.
     *
     * @param at gives the network its parameters, named as in MONAI's state dict
     * @param x the image (B, inputChannels, spatialSize…)
     * @return one result (B, outputChannels, spatialSize…)
     * @throws dev.factorizer.api.tensor.ShapeException if the image has other channels or another size than the settings
     */
    @Override
    public List<Value> apply(Scope at, Value x) {
        SwinUNETRKind.CHECKS.input(x.shape(), settings.inputChannels(), settings.spatialSize());
        List<Value> stages = encoder(at.child("swinViT"), x);
        List<Value> skips = new ArrayList<>();
        skips.add(convolve(at, "encoder1.layer", x, settings.width()));
        for (int i = 0; i < STAGES - 1; i++) {
            skips.add(convolve(at, "encoder" + (i + 2) + ".layer", stages.get(i), settings.width() << i));
        }
        skips.add(stages.get(STAGES - 1));
        Value y = convolve(at, "encoder10.layer", stages.get(STAGES), settings.width() << STAGES);
        for (int i = STAGES; i >= 0; i--) {
            y = decode(at, "decoder" + (i + 1), y, skips.get(i));
        }
        return List.of(at.apply("out.conv.conv", ConvolutionLayer.head(settings.outputChannels()), y));
    }

    /** The patches and the result of each stage, normalized: half the size of x, then half the size of the one before. */
    private List<Value> encoder(Scope at, Value x) {
        ConvolutionLayer patches = ConvolutionLayer.downsample(settings.width());
        List<Value> stages = new ArrayList<>();
        x = at.apply("patch_embed.proj", patches, x);
        stages.add(at.apply("proj_out", NORMALIZATION, x));
        for (int i = 0; i < STAGES; i++) {
            String stage = "layers" + (i + 1);
            if (settings.stages().convolutions()) {
                x = convolve(at, stage + "c.0.layer", x, x.channels());
            }
            for (int j = 0; j < settings.stages().depths().get(i); j++) {
                x = at.apply(stage + ".0.blocks." + j, block(i, j, x.channels()), x);
            }
            x = at.apply(stage + ".0.downsample", new PatchMerging(settings.stages().merging()), x);
            stages.add(at.apply("proj_out", NORMALIZATION, x));
        }
        return stages;
    }

    private TransformerBlock block(int stage, int number, int channels) {
        Stages stages = settings.stages();
        return new TransformerBlock(new WindowAttention(stages.heads().get(stage), stages.window(), number % 2 == 1),
                (int) (stages.mlpRatio() * channels));
    }

    private static Value convolve(Scope at, String name, Value x, int width) {
        return at.apply(name, new ResidualConvolution(width), x);
    }

    /** One step of the decoder: up, joined with what the encoder has at that size. */
    private static Value decode(Scope at, String name, Value x, Value skip) {
        int width = skip.channels();
        x = at.apply(name + ".transp_conv.conv", TransposedConvolutionLayer.upsample(width).withoutBias(), x);
        return convolve(at, name + ".conv_block", x.concatenate(1, skip), width);
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(settings.identity());
    }

    /**
     * The transformer of a Swin UNETR.
     *
     * @param depths blocks of each of the four stages, the finest first
     * @param heads of each stage's attention; must divide its channels
     * @param window the size of a window along each axis
     * @param mlpRatio hidden channels of a block's linear maps over its channels
     * @param merging which voxels become one after each stage: the one that the weights were trained with
     * @param convolutions whether each stage begins with a residual convolution: MONAI's version 2
     */
    public record Stages(List<Integer> depths, List<Integer> heads, int window, double mlpRatio, PatchMerging.Corners merging,
            boolean convolutions) {
        /** Copies the lists. */
        public Stages {
            depths = List.copyOf(depths);
            heads = List.copyOf(heads);
        }

        /** {@return MONAI's defaults: two blocks a stage, 3 to 24 heads, windows of 7 voxels, version 1, all eight corners merged} */
        public static Stages standard() {
            return new Stages(List.of(2, 2, 2, 2), List.of(3, 6, 12, 24), 7, 4, PatchMerging.Corners.EIGHT, false);
        }

        /**
         * {@return the same with other voxels merged}
         *
         * @param corners which, in which order
         */
        public Stages withMerging(PatchMerging.Corners corners) {
            return new Stages(depths, heads, window, mlpRatio, corners, convolutions);
        }
    }

    /**
     * What is needed to build a Swin UNETR.
     *
     * @param inputChannels channels of the image
     * @param outputChannels channels of the result
     * @param spatialSize the image's size along each of 2 or 3 axes, multiples of 32
     * @param width channels at full and at half size; each further halving doubles them
     * @param stages the transformer
     */
    public record Settings(int inputChannels, int outputChannels, List<Integer> spatialSize, int width, Stages stages)
            implements NetworkSettings {
        /** Checks the settings. */
        public Settings {
            spatialSize = List.copyOf(spatialSize);
            SwinUNETRKind.check(inputChannels, outputChannels, spatialSize, width, stages);
        }

        /**
         * {@return the Swin UNETR published for ISLES 2022: two MR contrasts at 1 mm in, stroke lesions out} It was trained with
         * MONAI 1.4, which merges six corners.
         */
        public static Settings isles22() {
            return new Settings(2, 1, List.of(128, 128, 128), 24, Stages.standard().withMerging(PatchMerging.Corners.SIX));
        }

        /**
         * {@return settings from their tree}
         *
         * @param tree what {@link #toTree} made
         * @throws IllegalArgumentException naming what is missing, unknown or out of range
         */
        public static Settings of(Map<String, ?> tree) {
            return SettingsReader.read("settings", tree, new SwinUNETRKind()::read);
        }

        @Override
        public String kind() {
            return SwinUNETRKind.NAME;
        }

        @Override
        public Network network() {
            return new SwinUNETR(this);
        }

        @Override
        public List<Integer> window() {
            return spatialSize;
        }

        @Override
        public Map<String, Object> toTree() {
            return SwinUNETRKind.toTree(this);
        }

        @Override
        public List<LeastSize> leastSizes() {
            return SwinUNETRKind.leastSizes(this);
        }

        /**
         * {@return the same for images of another size; the parameters stay the same}
         *
         * @param other the image's size along each axis, multiples of 32
         */
        public Settings withSpatialSize(List<Integer> other) {
            return new Settings(inputChannels, outputChannels, other, width, stages);
        }

        /**
         * {@return the same with another transformer}
         *
         * @param other its stages
         */
        public Settings withStages(Stages other) {
            return new Settings(inputChannels, outputChannels, spatialSize, width, other);
        }
    }
}
