package dev.factorizer.models.networks;

import dev.factorizer.models.layers.PositionalEmbedding;

/**
 * What happens at the coarsest stage of a {@link Factorizer} before its blocks.
 *
 * @param embedding what tells voxels where they are
 * @param dropout after an embedding that is learned, as in the reference; in training only
 */
public record Bottleneck(PositionalEmbedding embedding, double dropout) {
    /** Checks the rate. */
    public Bottleneck {
        SettingsLimits.require(dropout >= 0 && dropout < 1, "dropout", dropout, "at least 0 and below 1");
    }
}
