package dev.factorizer.models.layers;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;

/**
 * Blocks of one resolution: a linear map if the number of channels changes, then the blocks: (B, C, S…) → (B, outputs, S…).
 * Parameters under {@code adapter} and {@code blocks.0} …
 *
 * @param outputs the blocks' channels
 * @param depth how many blocks
 * @param normalization what precedes each half of a block
 * @param deconvolution kernel, groups, iterations
 * @param mlpRatio the MLP's hidden channels over the blocks' channels
 * @param dropout the probability that an element is dropped in training after each map of an MLP; the reference drops nothing
 *     else
 */
public record DeconverStage(int outputs, int depth, BlockNormalization normalization, Deconvolution deconvolution,
        double mlpRatio, double dropout) implements Layer {
    /** Checks the settings. */
    public DeconverStage {
        Bounds.atLeast("deconver stage", "outputs", outputs, 1);
        Bounds.atLeast("deconver stage", "depth", depth, 0);
        Bounds.share("deconver stage", "dropout", dropout);
    }

    @Override
    public Value apply(Scope at, Value x) {
        if (x.channels() != outputs) {
            x = at.apply("adapter", new Linear(outputs, false), x);
        }
        ChannelMlp mlp = new ChannelMlp((int) (mlpRatio * outputs), outputs, true, dropout);
        DeconverBlock block = new DeconverBlock(normalization, new DeconvolutionMixer(deconvolution), mlp);
        for (int i = 0; i < depth; i++) {
            x = at.apply("blocks." + i, block, x);
        }
        return x;
    }
}
