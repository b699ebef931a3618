package dev.factorizer.models.networks;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.models.layers.ConvolutionLayer;
import dev.factorizer.models.layers.TransposedConvolutionLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The way down and up that {@link Factorizer} and {@link Deconver} share; only their stages differ.
 *
 * <pre>
 * x ─ stem ─ encoder 0 ─────────────────────────── skip ─ decoder 2 ─ head ─ y
 *              └ down ─ encoder 1 ────────── skip ─ decoder 1 ─ up ┘
 *                         └ down ─ encoder 2 ─ … ─ up ┘   (bottleneck: the last encoder stage)
 * </pre>
 *
 * @param encoder the way down
 * @param decoder the way up
 * @param outputChannels channels of each result
 * @param stages what each resolution computes
 */
record UShape(Encoder encoder, Decoder decoder, int outputChannels, Stages stages) {
    /** The stages of a network. */
    @FunctionalInterface
    interface Stages {
        /**
         * A stage.
         *
         * @param width its channels
         * @param depth its blocks
         * @param bottleneck whether it is the coarsest one
         */
        Layer of(int width, int depth, boolean bottleneck);
    }

    /** One result, or as many as deep supervision has heads, the finest first. */
    List<Value> apply(Scope at, Value x) {
        x = at.apply("stem", ConvolutionLayer.stem(encoder.widths().getFirst()), x);
        List<Value> skips = down(at, x);
        List<Value> decoded = up(at, skips);
        return heads(at, decoded);
    }

    /** One value for each stage, the finest first, the bottleneck last. */
    private List<Value> down(Scope at, Value x) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < encoder.stages(); i++) {
            String stage = "encoder.blocks." + i;
            int width = encoder.widths().get(i);
            if (encoder.strides().get(i) == 2) {
                x = at.apply(stage + ".downsample", ConvolutionLayer.downsample(width), x);
            }
            x = at.apply(stage + ".block", stages.of(width, encoder.depths().get(i), i == encoder.stages() - 1), x);
            values.add(x);
        }
        return values;
    }

    /** One value for each decoder stage, the finest first, the bottleneck last. */
    private List<Value> up(Scope at, List<Value> skips) {
        List<Value> values = new ArrayList<>();
        Value x = skips.getLast();
        values.add(x);
        for (int i = 0; i < skips.size() - 1; i++) {
            String stage = "decoder.blocks." + i;
            Value skip = skips.get(skips.size() - 2 - i);
            x = at.apply(stage + ".upsample", TransposedConvolutionLayer.upsample(skip.channels()), x);
            x = at.apply(stage + ".block", stages.of(skip.channels(), decoder.depths().get(i), false), skip.concatenate(1, x));
            values.addFirst(x);
        }
        return values;
    }

    private List<Value> heads(Scope at, List<Value> decoded) {
        ConvolutionLayer head = ConvolutionLayer.head(outputChannels);
        int results = decoder.deepSupervisionHeads();
        if (results == 0) {
            return List.of(at.apply("head", head, decoded.getFirst()));
        }
        return IntStream.range(0, results).mapToObj(i -> at.apply("heads." + i, head, decoded.get(i))).toList();
    }
}
