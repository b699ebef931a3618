package dev.factorizer.models.networks;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.LeastSize;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.models.layers.ConvolutionLayer;
import dev.factorizer.models.layers.ResidualConvolution;
import dev.factorizer.models.layers.SelfAttention;
import dev.factorizer.models.layers.TokenLinear;
import dev.factorizer.models.layers.TokenNormalization;
import dev.factorizer.models.layers.TransformerBlock;
import dev.factorizer.models.layers.TransposedConvolutionLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * UNETR: a transformer whose tokens are patches of 16 voxels a side, and a U-shaped decoder of its 4th, 7th, 10th and last block
 * (Hatamizadeh et al. 2022, Fig. 2; <a href="https://arxiv.org/abs/2103.10504">arXiv 2103.10504</a>), as in MONAI. Two or three
 * spatial axes.
 *
 * <pre>
 * x ─ encoder 1 ────────────────────────────────────────────────────────────── decoder 2 ─ out ─ y
 * └ patches ─ blocks 0 to 3 ─ encoder 2: three times up ──────────── decoder 3 ─ up ┘
 *               └ blocks 4 to 6 ─ encoder 3: twice up ─── decoder 4 ─ up ┘
 *                   └ blocks 7 to 9 ─ encoder 4: up ─ decoder 5 ─ up ┘
 *                       └ blocks 10 and 11 ─ norm ─ up ┘
 * </pre>
 *
 * @param settings what is needed to build it
 */
public record UNETR(Settings settings) implements Network {
    /** The decoder has four steps of 2 up to the image. */
    static final int PATCH = 16;
    static final int LAYERS = 12;
    private static final double POSITION_DEVIATION = 0.02;
    private static final NetworkChecks CHECKS = new NetworkChecks(UNETRKind.NAME);

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
        CHECKS.input(x.shape(), settings.inputChannels(), settings.spatialSize());
        int width = settings.width();
        List<Value> blocks = blocks(at.child("vit"), at.apply("vit.patch_embedding", this::patches, x));
        Value last = at.apply("vit.norm", new TokenNormalization(), blocks.getLast());
        Value first = at.apply("encoder1.layer", new ResidualConvolution(width), x);
        Value second = at.apply("encoder2", (in, y) -> up(in, y, 2 * width, 2), blocks.get(3));
        Value third = at.apply("encoder3", (in, y) -> up(in, y, 4 * width, 1), blocks.get(6));
        Value fourth = at.apply("encoder4", (in, y) -> up(in, y, 8 * width, 0), blocks.get(9));
        Value y = decode(at, "decoder5", last, fourth);
        y = decode(at, "decoder4", y, third);
        y = decode(at, "decoder3", y, second);
        y = decode(at, "decoder2", y, first);
        return List.of(at.apply("out.conv.conv", ConvolutionLayer.head(settings.outputChannels()), y));
    }

    /** Each patch as a token: (B, hidden, S / 16…), with a learned number for each channel and place. */
    private Value patches(Scope at, Value x) {
        ConvolutionLayer convolution = ConvolutionLayer.of(settings.hidden()).withKernel(PATCH).withStride(PATCH).withPadding(0);
        int tokens = settings.tokens();
        Value position = at.parameter("position_embeddings", Shape.of(1, tokens, settings.hidden()),
                new Initializer.Normal(POSITION_DEVIATION));
        Value y = at.apply("patch_embeddings", convolution, x);
        return y.add(position.transpose().reshape(y.shape().with(0, 1)));
    }

    private List<Value> blocks(Scope at, Value x) {
        TransformerBlock block = new TransformerBlock(new SelfAttention(settings.heads()), settings.mlpWidth());
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < LAYERS; i++) {
            x = at.apply("blocks." + i, block, x);
            results.add(x);
            at.apply("blocks." + i, UNETR::unused, x);
        }
        return results;
    }

    /** Each block of MONAI has an attention to other tokens, too, which this network has no use for: parameters without effect. */
    private static Value unused(Scope at, Value x) {
        at.apply("norm_cross_attn", new TokenNormalization(), x);
        at.apply("cross_attn.out_proj", new TokenLinear(x.channels(), true), x);
        for (String part : List.of("to_q", "to_k", "to_v")) {
            at.apply("cross_attn." + part, new TokenLinear(x.channels(), false), x);
        }
        return x;
    }

    /** Tokens as an image that is 2, 4 or 8 times finer: once up, then up and convolved as often as asked. */
    private static Value up(Scope at, Value x, int width, int more) {
        TransposedConvolutionLayer up = TransposedConvolutionLayer.upsample(width).withoutBias();
        x = at.apply("transp_conv_init.conv", up, x);
        for (int i = 0; i < more; i++) {
            x = at.apply("blocks." + i + ".0.conv", up, x);
            x = at.apply("blocks." + i + ".1", new ResidualConvolution(width), x);
        }
        return x;
    }

    /** One step of the decoder: up, joined with what the encoder has at that size. */
    private static Value decode(Scope at, String name, Value x, Value skip) {
        int width = skip.channels();
        x = at.apply(name + ".transp_conv.conv", TransposedConvolutionLayer.upsample(width).withoutBias(), x);
        return at.apply(name + ".conv_block", new ResidualConvolution(width), x.concatenate(1, skip));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(settings.identity());
    }

    /**
     * What is needed to build a UNETR.
     *
     * @param inputChannels channels of the image
     * @param outputChannels channels of the result
     * @param spatialSize the image's size along each of 2 or 3 axes, multiples of 16
     * @param width channels of the decoder at full size; each halving of the size doubles them
     * @param hidden channels of a token
     * @param mlpWidth hidden channels of each block's linear maps
     * @param heads of each attention; must divide {@code hidden}
     */
    public record Settings(int inputChannels, int outputChannels, List<Integer> spatialSize, int width, int hidden, int mlpWidth,
            int heads) implements NetworkSettings {
        /** Three norms, two attentions, two linear maps. */
        private static final int TENSORS_OF_A_BLOCK = 18;

        /** Checks the settings. */
        public Settings {
            spatialSize = List.copyOf(spatialSize);
            CHECKS.channels("inputChannels", inputChannels);
            CHECKS.channels("outputChannels", outputChannels);
            CHECKS.spatialSize(spatialSize, PATCH);
            CHECKS.channels("width", width);
            CHECKS.channels("hidden", hidden);
            CHECKS.channels("mlpWidth", mlpWidth);
            CHECKS.heads("heads", heads, "hidden", hidden);
        }

        /**
         * The size of the paper: tokens of 768 channels, 12 heads, a decoder of 16 channels.
         *
         * @param inputChannels channels of the image
         * @param outputChannels channels of the result
         * @param spatialSize the image's size along each axis, multiples of 16
         * @return the settings
         */
        public static Settings of(int inputChannels, int outputChannels, List<Integer> spatialSize) {
            return new Settings(inputChannels, outputChannels, spatialSize, 16, 768, 3072, 12);
        }

        /**
         * {@return settings from their tree}
         *
         * @param tree what {@link #toTree} made
         * @throws IllegalArgumentException naming what is missing, unknown or out of range
         */
        public static Settings of(Map<String, ?> tree) {
            return SettingsReader.read("settings", tree, new UNETRKind()::read);
        }

        /** How many patches an image has. */
        int tokens() {
            return spatialSize.stream().mapToInt(size -> size / PATCH).reduce(1, Math::multiplyExact);
        }

        @Override
        public String kind() {
            return UNETRKind.NAME;
        }

        @Override
        public Network network() {
            return new UNETR(this);
        }

        @Override
        public List<Integer> window() {
            return spatialSize;
        }

        @Override
        public Map<String, Object> toTree() {
            return new SettingsWriter().put("inputChannels", inputChannels).put("outputChannels", outputChannels)
                    .put("spatialSize", spatialSize).put("width", width).put("hidden", hidden).put("mlpWidth", mlpWidth)
                    .put("heads", heads).put("layers", LAYERS).put("patch", PATCH).toTree();
        }

        @Override
        public List<LeastSize> leastSizes() {
            long positions = (long) tokens() * hidden;
            long maps = LAYERS * (long) hidden * (8L * hidden + 2L * mlpWidth);
            return List.of(
                    new LeastSize(LeastSize.Unit.TENSORS, (long) TENSORS_OF_A_BLOCK * LAYERS, LAYERS + " blocks of "
                            + TENSORS_OF_A_BLOCK + " tensors", "the kind of network"),
                    new LeastSize(LeastSize.Unit.VALUES, positions, String.format(Locale.ROOT,
                            "a positional embedding of %,d values", positions), "spatialSize and hidden"),
                    new LeastSize(LeastSize.Unit.VALUES, maps, String.format(Locale.ROOT,
                            "linear maps of %,d values", maps), "hidden and mlpWidth"));
        }

        /**
         * {@return the same for images of another size; the positional embedding then has another shape}
         *
         * @param other the image's size along each axis, multiples of 16
         */
        public Settings withSpatialSize(List<Integer> other) {
            return new Settings(inputChannels, outputChannels, other, width, hidden, mlpWidth, heads);
        }
    }
}
