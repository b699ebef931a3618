package dev.factorizer.models.networks;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.IterativeNetwork;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.LeastSize;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.models.layers.FactorizerStage;
import dev.factorizer.models.layers.Heads;
import dev.factorizer.models.layers.Partition;
import dev.factorizer.models.layers.PositionalEmbedding;
import dev.factorizer.models.layers.Windows;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Factorizer: a U-shaped network whose context modules are nonnegative matrix factorizations (Ashtari et al. 2023, Fig.
 * 2; <a href="https://arxiv.org/abs/2202.12295">arXiv 2202.12295</a>). One, two or three spatial axes.
 *
 * <pre>
 * x ─ stem ─ encoder 0 ─────────────────────────── skip ─ decoder 2 ─ head ─ y
 *              └ down ─ encoder 1 ────────── skip ─ decoder 1 ─ up ┘
 *                         └ down ─ encoder 2 ─ … ─ up ┘   (bottleneck: the last encoder stage)
 * </pre>
 *
 * <p>The way down and up is {@code UShape}, each stage of it a {@link FactorizerStage}.
 *
 * @param settings what is needed to build it
 */
public record Factorizer(Settings settings) implements Network {
    /**
     * Adds the network's operations.
     *
     * @param at gives the network its parameters, named as in the reference's state dict
     * @param x the image (B, inputChannels, spatialSize…)
     * @return one result (B, outputChannels, S…), or as many as deep supervision has heads, the finest first
     * @throws ShapeException if the image has other channels or another size than the settings
     */
    @Override
    public List<Value> apply(Scope at, Value x) {
        new NetworkChecks(FactorizerKind.NAME).input(x.shape(), settings.inputChannels(), settings.spatialSize());
        return new UShape(settings.encoder(), settings.decoder(), settings.outputChannels(), this::stage).apply(at, x);
    }

    private Layer stage(int width, int depth, boolean bottleneck) {
        PositionalEmbedding embedding = bottleneck ? settings.bottleneck().embedding() : new PositionalEmbedding.None();
        Mixing mixing = settings.mixing();
        return new FactorizerStage(width, depth, embedding, settings.bottleneck().dropout(), mixing.windows(),
                mixing.factorization(), mixing.mlpRatio());
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(settings.identity());
    }

    /**
     * What is needed to build a Factorizer.
     *
     * @param inputChannels channels of the image
     * @param outputChannels channels of each result
     * @param spatialSize the image's size along each of 1 to 3 axes
     * @param encoder the way down
     * @param decoder the way up
     * @param bottleneck between them
     * @param mixing what each block does
     */
    public record Settings(int inputChannels, int outputChannels, List<Integer> spatialSize, Encoder encoder, Decoder decoder,
            Bottleneck bottleneck, Mixing mixing) implements IterativeNetwork {
        /** Checks the settings. */
        public Settings {
            spatialSize = List.copyOf(spatialSize);
            SettingsLimits.channels("inputChannels", inputChannels);
            SettingsLimits.channels("outputChannels", outputChannels);
            SettingsLimits.spatialSize(spatialSize);
            SettingsLimits.hidden(mixing.mlpRatio(), encoder.widths());
            SettingsLimits.decoder(decoder, encoder.stages());
        }

        /** {@return the Swin Factorizer published for BraTS 2023: four MR contrasts at 1 mm in, three tumor regions out} */
        public static Settings brats23() {
            return published(4, 3, 128, 8, List.of(List.of(), List.of(2), List.of(4), List.of(6)));
        }

        /** {@return the Swin Factorizer published for ISLES 2022: two MR contrasts at 2 mm in, stroke lesions out} */
        public static Settings isles22() {
            return published(2, 1, 64, 4, List.of(List.of(), List.of(1), List.of(2), List.of(3)));
        }

        private static Settings published(int inputs, int outputs, int size, int patch, List<List<Integer>> shifts) {
            return swin(inputs, outputs, Collections.nCopies(3, size), List.of(32, 64, 128, 256, 512))
                    .withWindows(new Windows.Shifted(new Heads.Dimension(8), new Partition.Patch(List.of(patch)), shifts));
        }

        /**
         * A Swin Factorizer with what the published ones have in common: one block per stage, heads of 8 channels, windows
         * of 4 voxels a side as they are and shifted by 1, 2 and 3, rank-1 HALS with five iterations, a learned embedding.
         *
         * @param inputs channels of the image
         * @param outputs channels of the result
         * @param spatialSize the image's size along each axis
         * @param widths channels of each stage, the finest first
         * @return the settings
         */
        public static Settings swin(int inputs, int outputs, List<Integer> spatialSize, List<Integer> widths) {
            Encoder encoder = Encoder.halving(widths);
            return new Settings(inputs, outputs, spatialSize, encoder, Decoder.of(encoder),
                    new Bottleneck(new PositionalEmbedding.Learned(), 0),
                    new Mixing(new Windows.Shifted(new Heads.Dimension(8), new Partition.Patch(List.of(4)),
                            List.of(List.of(), List.of(1), List.of(2), List.of(3))), Factorization.of(Solver.HALS), 4));
        }

        /**
         * {@return settings from their tree}
         *
         * @param tree what {@link #toTree} made
         * @throws IllegalArgumentException naming what is missing, unknown or out of range
         */
        public static Settings of(Map<String, ?> tree) {
            return SettingsReader.read("settings", tree, new FactorizerKind()::read);
        }

        @Override
        public String kind() {
            return FactorizerKind.NAME;
        }

        @Override
        public Network network() {
            return new Factorizer(this);
        }

        @Override
        public List<Integer> window() {
            return spatialSize;
        }

        @Override
        public int iterations() {
            return mixing.factorization().iterations();
        }

        @Override
        public Map<String, Object> toTree() {
            return FactorizerKind.toTree(this);
        }

        @Override
        public List<LeastSize> leastSizes() {
            return FactorizerSize.of(this);
        }

        /**
         * {@return the same for images of another size; a learned embedding then has another shape}
         *
         * @param other the image's size along each axis
         */
        public Settings withSpatialSize(List<Integer> other) {
            return new Settings(inputChannels, outputChannels, other, encoder, decoder, bottleneck, mixing);
        }

        /**
         * {@return the same with other results}
         *
         * @param heads 0 for one result, else as many results, the finest first
         */
        public Settings withDeepSupervisionHeads(int heads) {
            return new Settings(inputChannels, outputChannels, spatialSize, encoder, new Decoder(decoder.depths(), heads),
                    bottleneck, mixing);
        }

        /**
         * {@return the same with something else at the bottleneck}
         *
         * @param other the embedding and its dropout
         */
        public Settings withBottleneck(Bottleneck other) {
            return new Settings(inputChannels, outputChannels, spatialSize, encoder, decoder, other, mixing);
        }

        /**
         * {@return the same with another positional embedding at the bottleneck}
         *
         * @param other the embedding
         */
        public Settings withPositionalEmbedding(PositionalEmbedding other) {
            return withBottleneck(new Bottleneck(other, bottleneck.dropout()));
        }

        /**
         * {@return the same with another dropout rate}
         *
         * @param rate after the positional embedding, in training only
         */
        public Settings withDropout(double rate) {
            return withBottleneck(new Bottleneck(bottleneck.embedding(), rate));
        }

        /**
         * {@return the same with other blocks}
         *
         * @param other what each block does
         */
        public Settings withMixing(Mixing other) {
            return new Settings(inputChannels, outputChannels, spatialSize, encoder, decoder, bottleneck, other);
        }

        /**
         * {@return the same with other windows}
         *
         * @param other which voxels share a matrix
         */
        public Settings withWindows(Windows other) {
            return withMixing(new Mixing(other, mixing.factorization(), mixing.mlpRatio()));
        }

        /**
         * {@return the same with another factorization}
         *
         * @param other solver, rank, iterations
         */
        public Settings withFactorization(Factorization other) {
            return withMixing(new Mixing(mixing.windows(), other, mixing.mlpRatio()));
        }

        /** {@return the same with other iterations: fewer on a trained network are the paper's speed-up} */
        @Override
        public Settings withIterations(int iterations) {
            Factorization factorization = mixing.factorization();
            return withFactorization(factorization.withIterations(iterations)
                    .withGradientSteps(Math.min(iterations, factorization.gradientSteps())));
        }
    }
}
