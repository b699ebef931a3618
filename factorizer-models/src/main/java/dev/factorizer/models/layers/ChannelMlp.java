package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Gelu;

/**
 * Two linear maps of the channels with GELU between them, dropout after each: (B, C, S…) → (B, outputs, S…). Parameters
 * under {@code block.0} and {@code block.3}.
 *
 * @param hidden the channels between
 * @param outputs the result's channels
 * @param bias whether both maps add a learned constant
 * @param dropout the probability that an element is dropped in training
 */
public record ChannelMlp(int hidden, int outputs, boolean bias, double dropout) implements Layer {
    /** Checks the settings. */
    public ChannelMlp {
        Bounds.atLeast("channel MLP", "hidden", hidden, 1);
        Bounds.atLeast("channel MLP", "outputs", outputs, 1);
        Bounds.share("channel MLP", "dropout", dropout);
    }

    /**
     * As in a block: as many channels out as in, with bias, without dropout.
     *
     * @param channels C
     * @param ratio hidden channels over C; rounded down to whole channels
     * @return the layer
     */
    public static ChannelMlp of(int channels, double ratio) {
        return new ChannelMlp((int) (ratio * channels), channels, true, 0);
    }

    @Override
    public Value apply(Scope at, Value x) {
        Dropout drop = new Dropout(dropout);
        Value between = at.apply("block.0", new Linear(hidden, bias), x).apply(new Gelu(false));
        return drop.apply(at, at.apply("block.3", new Linear(outputs, bias), drop.apply(at, between)));
    }
}
