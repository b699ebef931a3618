package dev.factorizer.models.layers;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;

/**
 * Blocks of one resolution: a linear map if the number of channels changes, the positional embedding, then the blocks: (B,
 * C, S…) → (B, outputs, S…). Parameters under {@code adapter}, {@code pos_embed}, {@code blocks.0} …
 *
 * @param outputs the blocks' channels
 * @param depth how many blocks
 * @param positionalEmbedding what tells voxels where they are
 * @param dropout the probability that an element is dropped in training after an embedding that is learned
 * @param windows which voxels share a matrix
 * @param factorization solver, rank, iterations
 * @param mlpRatio the MLP's hidden channels over the blocks' channels
 */
public record FactorizerStage(int outputs, int depth, PositionalEmbedding positionalEmbedding, double dropout,
        Windows windows, Factorization factorization, double mlpRatio) implements Layer {
    /** Checks the settings. */
    public FactorizerStage {
        Bounds.atLeast("factorizer stage", "outputs", outputs, 1);
        Bounds.atLeast("factorizer stage", "depth", depth, 0);
        Bounds.share("factorizer stage", "dropout", dropout);
    }

    @Override
    public Value apply(Scope at, Value x) {
        if (x.channels() != outputs) {
            x = at.apply("adapter", new Linear(outputs, false), x);
        }
        x = at.apply("pos_embed", positionalEmbedding, x);
        if (positionalEmbedding.learned()) {
            // The reference drops only where its embedding has parameters.
            x = new Dropout(dropout).apply(at, x);
        }
        for (int i = 0; i < depth; i++) {
            x = at.apply("blocks." + i, FactorizerBlock.of(outputs, windows, factorization, mlpRatio), x);
        }
        return x;
    }
}
