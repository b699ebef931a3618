package dev.factorizer.models.networks;

import static dev.factorizer.models.networks.SettingsLimits.require;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.models.layers.ConvolutionLayer;
import dev.factorizer.models.layers.FactorizerStage;
import dev.factorizer.models.layers.Heads;
import dev.factorizer.models.layers.Partition;
import dev.factorizer.models.layers.PositionalEmbedding;
import dev.factorizer.models.layers.TransposedConvolutionLayer;
import dev.factorizer.models.layers.Windows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
 * @param settings what is needed to build it
 */
public record Factorizer(Settings settings) implements Network {
    /**
     * Adds the network's operations.
     *
     * @param at hands out the parameters, named as in the reference's state dict
     * @param x the image (B, inputChannels, spatialSize…)
     * @return one result (B, outputChannels, S…), or as many as deep supervision has heads, the finest first
     * @throws ShapeException if the image has other channels or another size than the settings
     */
    @Override
    public List<Value> apply(Scope at, Value x) {
        checkInput(x.shape());
        x = at.apply("stem", ConvolutionLayer.stem(settings.widths().getFirst()), x);
        List<Value> skips = encoder(at, x);
        List<Value> decoded = decoder(at, skips);
        return heads(at, decoded);
    }

    /** One value for each stage, the finest first, the bottleneck last. */
    private List<Value> encoder(Scope at, Value x) {
        List<Value> stages = new ArrayList<>();
        for (int i = 0; i < settings.widths().size(); i++) {
            String stage = "encoder.blocks." + i;
            int width = settings.widths().get(i);
            boolean bottleneck = i == settings.widths().size() - 1;
            if (settings.strides().get(i) == 2) {
                x = at.apply(stage + ".downsample", ConvolutionLayer.downsample(width), x);
            }
            x = at.apply(stage + ".block", stage(width, settings.encoderDepths().get(i), bottleneck), x);
            stages.add(x);
        }
        return stages;
    }

    /** One value for each decoder stage, the finest first, the bottleneck last. */
    private List<Value> decoder(Scope at, List<Value> skips) {
        List<Value> stages = new ArrayList<>();
        Value x = skips.getLast();
        stages.add(x);
        for (int i = 0; i < skips.size() - 1; i++) {
            String stage = "decoder.blocks." + i;
            Value skip = skips.get(skips.size() - 2 - i);
            x = at.apply(stage + ".upsample", new TransposedConvolutionLayer(skip.channels(), 2), x);
            x = at.apply(stage + ".block", stage(skip.channels(), settings.decoderDepths().get(i), false),
                    skip.concatenate(1, x));
            stages.addFirst(x);
        }
        return stages;
    }

    private List<Value> heads(Scope at, List<Value> decoded) {
        ConvolutionLayer head = ConvolutionLayer.head(settings.outputChannels());
        if (settings.deepSupervisionHeads() == 0) {
            return List.of(at.apply("head", head, decoded.getFirst()));
        }
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < settings.deepSupervisionHeads(); i++) {
            results.add(at.apply("heads." + i, head, decoded.get(i)));
        }
        return results;
    }

    private FactorizerStage stage(int width, int depth, boolean bottleneck) {
        return new FactorizerStage(width, depth,
                bottleneck ? settings.positionalEmbedding() : new PositionalEmbedding.None(), settings.dropout(),
                settings.windows(), settings.factorization(), settings.mlpRatio());
    }

    private void checkInput(Shape x) {
        Shape expected = Shape.of(settings.spatialSize().stream().mapToInt(Integer::intValue).toArray());
        if (x.rank() != expected.rank() + 2 || x.size(1) != settings.inputChannels() || !x.spatial().equals(expected)) {
            throw new ShapeException("factorizer: input has shape " + x + ", expected batch×" + settings.inputChannels()
                    + "×" + expected);
        }
    }

    /**
     * What is needed to build a Factorizer.
     *
     * @param inputChannels channels of the image
     * @param outputChannels channels of each result
     * @param spatialSize the image's size along each of 1 to 3 axes
     * @param widths channels of each encoder stage, the finest first
     * @param encoderDepths blocks of each encoder stage
     * @param decoderDepths blocks of each decoder stage, the coarsest first; one stage fewer than the encoder
     * @param strides of each encoder stage: 1 or 2 in the first, 2 in the others
     * @param mlpRatio hidden channels of a block's MLP over its channels
     * @param positionalEmbedding at the bottleneck
     * @param deepSupervisionHeads 0 for one result, else as many results, at most one a stage
     * @param dropout after the positional embedding, as in the reference; in training only
     * @param windows which voxels share a matrix
     * @param factorization solver, rank, iterations
     */
    public record Settings(int inputChannels, int outputChannels, List<Integer> spatialSize, List<Integer> widths,
            List<Integer> encoderDepths, List<Integer> decoderDepths, List<Integer> strides, double mlpRatio,
            PositionalEmbedding positionalEmbedding, int deepSupervisionHeads, double dropout, Windows windows,
            Factorization factorization) {
        /** Checks the settings. */
        public Settings {
            spatialSize = List.copyOf(spatialSize);
            widths = List.copyOf(widths);
            encoderDepths = List.copyOf(encoderDepths);
            decoderDepths = List.copyOf(decoderDepths);
            strides = List.copyOf(strides);
            int stages = widths.size();
            positive("inputChannels", List.of(inputChannels));
            positive("outputChannels", List.of(outputChannels));
            positive("spatialSize", spatialSize);
            positive("widths", widths);
            require(spatialSize.size() <= 3, "spatialSize", spatialSize, "1 to 3 axes");
            require(stages >= 1, "widths", widths, "at least one stage");
            require(encoderDepths.size() == stages && least(encoderDepths) >= 0, "encoderDepths", encoderDepths,
                    "0 or more blocks for each of " + stages + " stages");
            require(decoderDepths.size() == stages - 1 && least(decoderDepths) >= 0, "decoderDepths", decoderDepths,
                    "0 or more blocks for each of " + (stages - 1) + " stages, one fewer than the encoder's");
            require(strides.size() == stages && least(strides) >= 1 && Collections.max(strides) <= 2
                    && strides.stream().skip(1).allMatch(stride -> stride == 2), "strides", strides,
                    "1 or 2, then 2 for each of the " + (stages - 1) + " further stages");
            require(mlpRatio > 0 && (int) (mlpRatio * least(widths)) >= 1, "mlpRatio", mlpRatio,
                    "above 0 and at least one hidden channel");
            require(deepSupervisionHeads >= 0 && deepSupervisionHeads <= stages, "deepSupervisionHeads",
                    deepSupervisionHeads, "0 to " + stages);
            require(dropout >= 0 && dropout < 1, "dropout", dropout, "at least 0 and below 1");
            SettingsLimits.sizes(inputChannels, outputChannels, spatialSize, widths, mlpRatio);
            SettingsLimits.mixing(windows, factorization);
        }

        private static int least(List<Integer> numbers) {
            return numbers.stream().mapToInt(Integer::intValue).min().orElse(0);
        }

        private static void positive(String setting, List<Integer> numbers) {
            require(least(numbers) >= 1, setting, numbers, "numbers of at least 1");
        }

        /**
         * The Swin Factorizer published for BraTS 2023: four MR contrasts at 1 mm in, three overlapping tumor regions out.
         *
         * @return the settings
         */
        public static Settings brats23() {
            return published(4, 3, 128, 8, List.of(List.of(), List.of(2), List.of(4), List.of(6)));
        }

        /**
         * The Swin Factorizer published for ISLES 2022: two MR contrasts at 2 mm in, stroke lesions out.
         *
         * @return the settings
         */
        public static Settings isles22() {
            return published(2, 1, 64, 4, List.of(List.of(), List.of(1), List.of(2), List.of(3)));
        }

        private static Settings published(int inputs, int outputs, int size, int patch, List<List<Integer>> shifts) {
            return swin(inputs, outputs, Collections.nCopies(3, size), List.of(32, 64, 128, 256, 512))
                    .withWindows(new Windows.Shifted(new Heads.Dimension(8), new Partition.Patch(List.of(patch)), shifts));
        }

        /**
         * A Swin Factorizer with what the published ones have in common: one block a stage, heads of 8 channels, windows of
         * 4 voxels a side as they are and shifted by 1, 2 and 3, rank-1 HALS with five iterations, a learned embedding.
         *
         * @param inputs channels of the image
         * @param outputs channels of the result
         * @param spatialSize the image's size along each axis
         * @param widths channels of each stage, the finest first
         * @return the settings
         */
        public static Settings swin(int inputs, int outputs, List<Integer> spatialSize, List<Integer> widths) {
            require(!widths.isEmpty(), "widths", widths, "at least one stage");
            List<Integer> strides = new ArrayList<>(Collections.nCopies(widths.size(), 2));
            strides.set(0, 1);
            return new Settings(inputs, outputs, spatialSize, widths, Collections.nCopies(widths.size(), 1),
                    Collections.nCopies(widths.size() - 1, 1), strides, 4, new PositionalEmbedding.Learned(), 0, 0,
                    new Windows.Shifted(new Heads.Dimension(8), new Partition.Patch(List.of(4)),
                            List.of(List.of(), List.of(1), List.of(2), List.of(3))), Factorization.of(Solver.HALS));
        }

        /**
         * The same with other windows.
         *
         * @param other which voxels share a matrix
         * @return the settings
         */
        public Settings withWindows(Windows other) {
            return new Settings(inputChannels, outputChannels, spatialSize, widths, encoderDepths, decoderDepths, strides,
                    mlpRatio, positionalEmbedding, deepSupervisionHeads, dropout, other, factorization);
        }

        /**
         * The same with another factorization.
         *
         * @param other solver, rank, iterations
         * @return the settings
         */
        public Settings withFactorization(Factorization other) {
            return new Settings(inputChannels, outputChannels, spatialSize, widths, encoderDepths, decoderDepths, strides,
                    mlpRatio, positionalEmbedding, deepSupervisionHeads, dropout, windows, other);
        }

        /**
         * The same with other iterations of the factorization: fewer on a trained network are the paper's speed-up.
         *
         * @param iterations T
         * @return the settings
         */
        public Settings withIterations(int iterations) {
            return withFactorization(factorization.withIterations(iterations)
                    .withGradientSteps(Math.min(iterations, factorization.gradientSteps())));
        }

        /**
         * The same for images of another size; a learned embedding then has another shape.
         *
         * @param other the image's size along each axis
         * @return the settings
         */
        public Settings withSpatialSize(List<Integer> other) {
            return new Settings(inputChannels, outputChannels, other, widths, encoderDepths, decoderDepths, strides,
                    mlpRatio, positionalEmbedding, deepSupervisionHeads, dropout, windows, factorization);
        }

        /**
         * The same with another positional embedding at the bottleneck.
         *
         * @param other the embedding
         * @return the settings
         */
        public Settings withPositionalEmbedding(PositionalEmbedding other) {
            return new Settings(inputChannels, outputChannels, spatialSize, widths, encoderDepths, decoderDepths, strides,
                    mlpRatio, other, deepSupervisionHeads, dropout, windows, factorization);
        }

        /**
         * The same with another dropout rate.
         *
         * @param other the rate after the positional embedding, in training only
         * @return the settings
         */
        public Settings withDropout(double other) {
            return new Settings(inputChannels, outputChannels, spatialSize, widths, encoderDepths, decoderDepths, strides,
                    mlpRatio, positionalEmbedding, deepSupervisionHeads, other, windows, factorization);
        }

        /**
         * The same with other results.
         *
         * @param heads 0 for one result, else as many results, the finest first
         * @return the settings
         */
        public Settings withDeepSupervisionHeads(int heads) {
            return new Settings(inputChannels, outputChannels, spatialSize, widths, encoderDepths, decoderDepths, strides,
                    mlpRatio, positionalEmbedding, heads, dropout, windows, factorization);
        }
    }
}
