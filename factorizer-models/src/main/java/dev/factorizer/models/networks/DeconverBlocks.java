package dev.factorizer.models.networks;

import static dev.factorizer.models.networks.SettingsLimits.require;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.models.layers.BlockNormalization;

/**
 * What each block of a {@link Deconver} does.
 *
 * @param normalization what precedes each half of a block
 * @param deconvolution kernel, groups, ratio, iterations
 * @param mlpRatio hidden channels of a block's MLP over its channels
 * @param dropout after each map of an MLP, as in the reference; in training only
 */
public record DeconverBlocks(BlockNormalization normalization, Deconvolution deconvolution, double mlpRatio, double dropout) {
    /** Checks the rate. */
    public DeconverBlocks {
        require(dropout >= 0 && dropout < 1, "dropout", dropout, "at least 0 and below 1");
    }
}
