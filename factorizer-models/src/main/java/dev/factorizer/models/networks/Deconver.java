package dev.factorizer.models.networks;

import static dev.factorizer.models.networks.SettingsLimits.require;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.IterativeNetwork;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.LeastSize;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.models.layers.BlockNormalization;
import dev.factorizer.models.layers.DeconverStage;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Deconver: the U-shape of a {@link Factorizer}, with nonnegative blind deconvolutions as context modules (Ashtari et al. 2025,
 * <a href="https://arxiv.org/abs/2504.00302">arXiv 2504.00302</a>). One, two or three spatial axes.
 *
 * <pre>
 * x ─ stem ─ encoder 0 ─────────────────────────── skip ─ decoder 2 ─ head ─ y
 *              └ down ─ encoder 1 ────────── skip ─ decoder 1 ─ up ┘
 *                         └ down ─ encoder 2 ─ … ─ up ┘   (bottleneck: the last encoder stage)
 * </pre>
 *
 * <p>The way down and up is {@code UShape}, each stage of it a {@link DeconverStage}.
 *
 * @param settings what is needed to build it
 */
public record Deconver(Settings settings) implements Network {
    /**
     * Adds the network's operations.
     *
     * @param at gives the network its parameters, named as in the reference's state dict
     * @param x the image (B, inputChannels, spatialSize…)
     * @return one result (B, outputChannels, S…), or as many as deep supervision has heads, the finest first
     * @throws dev.factorizer.api.tensor.ShapeException if the image has other channels or another size than the settings
     */
    @Override
    public List<Value> apply(Scope at, Value x) {
        new NetworkChecks(DeconverKind.NAME).input(x.shape(), settings.inputChannels(), settings.spatialSize());
        return new UShape(settings.encoder(), settings.decoder(), settings.outputChannels(), this::stage).apply(at, x);
    }

    private Layer stage(int width, int depth, boolean bottleneck) {
        DeconverBlocks blocks = settings.blocks();
        return new DeconverStage(width, depth, blocks.normalization(), blocks.deconvolution(), blocks.mlpRatio(),
                blocks.dropout());
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(settings.identity());
    }

    /**
     * What is needed to build a Deconver.
     *
     * @param inputChannels channels of the image
     * @param outputChannels channels of each result
     * @param spatialSize the image's size along each of 1 to 3 axes
     * @param encoder the way down
     * @param decoder the way up
     * @param blocks what each block does
     */
    public record Settings(int inputChannels, int outputChannels, List<Integer> spatialSize, Encoder encoder, Decoder decoder,
            DeconverBlocks blocks) implements IterativeNetwork {
        /** A block has three maps with a bias and one without, a further map with a bias, and filters. */
        private static final int TENSORS_OF_A_BLOCK = 10;

        /** Checks the settings. */
        public Settings {
            spatialSize = List.copyOf(spatialSize);
            SettingsLimits.channels("inputChannels", inputChannels);
            SettingsLimits.channels("outputChannels", outputChannels);
            SettingsLimits.spatialSize(spatialSize);
            SettingsLimits.hidden(blocks.mlpRatio(), encoder.widths());
            SettingsLimits.decoder(decoder, encoder.stages());
            SettingsLimits.deconvolution(blocks.deconvolution(), encoder.widths());
            int axes = spatialSize.size();
            List<Integer> kernel = blocks.deconvolution().kernel();
            require(kernel.size() == 1 || kernel.size() == axes, "kernel", kernel, "one number or one for each of " + axes + " axes");
            int step = encoder.strides().stream().reduce(1, (a, b) -> a * b);
            require(spatialSize.stream().allMatch(size -> size % step == 0), "spatialSize", spatialSize, "multiples of " + step
                    + ", the product of the strides");
            boolean instance = blocks.normalization() != BlockNormalization.LAYER;
            require(!instance || spatialSize.stream().anyMatch(size -> size > step), "spatialSize", spatialSize, "at least "
                    + 2 * step + " along an axis, so that there are voxels to normalize over at the bottleneck");
        }

        /** {@return the Deconver published for BraTS 2023: four MR contrasts at 1 mm in, three tumor regions out} */
        public static Settings brats23() {
            return published(4, 3, Collections.nCopies(3, 128), 3);
        }

        /** {@return the Deconver published for ISLES 2022: two MR contrasts at 2 mm in, stroke lesions out} */
        public static Settings isles22() {
            return published(2, 1, Collections.nCopies(3, 64), 3);
        }

        /** {@return the Deconver published for FIVES: the three colors of a fundus photograph in, vessels out} */
        public static Settings fives() {
            return published(3, 1, Collections.nCopies(2, 512), 7);
        }

        private static Settings published(int inputs, int outputs, List<Integer> spatialSize, int kernel) {
            return of(inputs, outputs, spatialSize, List.of(32, 64, 128, 256, 512)).withDeconvolution(Deconvolution.of(kernel));
        }

        /**
         * A Deconver with what the published ones have in common: one block per stage, instance normalization without learned
         * numbers, one source channel per channel, filters of 3 voxels a side, one iteration.
         *
         * @param inputs channels of the image
         * @param outputs channels of the result
         * @param spatialSize the image's size along each axis
         * @param widths channels of each stage, the finest first
         * @return the settings
         */
        public static Settings of(int inputs, int outputs, List<Integer> spatialSize, List<Integer> widths) {
            Encoder encoder = Encoder.halving(widths);
            return new Settings(inputs, outputs, spatialSize, encoder, Decoder.of(encoder),
                    new DeconverBlocks(BlockNormalization.INSTANCE, Deconvolution.of(3), 4, 0));
        }

        @Override
        public String kind() {
            return DeconverKind.NAME;
        }

        @Override
        public Network network() {
            return new Deconver(this);
        }

        @Override
        public List<Integer> window() {
            return spatialSize;
        }

        @Override
        public int iterations() {
            return blocks.deconvolution().iterations();
        }

        @Override
        public Map<String, Object> toTree() {
            return DeconverKind.toTree(this);
        }

        @Override
        public List<LeastSize> leastSizes() {
            long count = Stream.of(encoder.depths(), decoder.depths()).flatMap(List::stream).mapToLong(Integer::longValue).sum();
            long filters = largestFilters();
            return List.of(
                    new LeastSize(LeastSize.Unit.TENSORS, TENSORS_OF_A_BLOCK * count, String.format(Locale.ROOT,
                            "%,d blocks of at least %d tensors", count, TENSORS_OF_A_BLOCK), "encoderDepths and decoderDepths"),
                    new LeastSize(LeastSize.Unit.VALUES, filters, String.format(Locale.ROOT, "filters of %,d values", filters),
                            "kernel, groups, ratio and widths"));
        }

        /** The values of the filters of one block, of those that have most. */
        private long largestFilters() {
            Deconvolution deconvolution = blocks.deconvolution();
            int axes = spatialSize.size();
            long taps = 1;
            for (int i = 0; i < axes; i++) {
                taps *= deconvolution.kernel().get(Math.min(i, deconvolution.kernel().size() - 1));
            }
            long most = 0;
            for (int i = 0; i < encoder.stages(); i++) {
                int width = encoder.widths().get(i);
                boolean used = encoder.depths().get(i) > 0 || i < encoder.stages() - 1
                        && decoder.depths().get(encoder.stages() - 2 - i) > 0;
                most = used ? Math.max(most, taps * width * deconvolution.sourceChannels(width)) : most;
            }
            return most;
        }

        /**
         * {@return the same for images of another size}
         *
         * @param other the image's size along each axis
         */
        public Settings withSpatialSize(List<Integer> other) {
            return new Settings(inputChannels, outputChannels, other, encoder, decoder, blocks);
        }

        /**
         * {@return the same with other results}
         *
         * @param heads 0 for one result, else as many results, the finest first
         */
        public Settings withDeepSupervisionHeads(int heads) {
            return new Settings(inputChannels, outputChannels, spatialSize, encoder, new Decoder(decoder.depths(), heads), blocks);
        }

        /**
         * {@return the same with other blocks}
         *
         * @param other what each block does
         */
        public Settings withBlocks(DeconverBlocks other) {
            return new Settings(inputChannels, outputChannels, spatialSize, encoder, decoder, other);
        }

        /**
         * {@return the same with another deconvolution}
         *
         * @param other kernel, groups, ratio, iterations
         */
        public Settings withDeconvolution(Deconvolution other) {
            return withBlocks(new DeconverBlocks(blocks.normalization(), other, blocks.mlpRatio(), blocks.dropout()));
        }

        /** {@return the same with other iterations: the weights fit any number of them} */
        @Override
        public Settings withIterations(int iterations) {
            Deconvolution deconvolution = blocks.deconvolution();
            return withDeconvolution(deconvolution.withIterations(iterations)
                    .withGradientIterations(Math.min(iterations, deconvolution.gradientIterations())));
        }
    }
}
