package dev.factorizer.models.networks;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.models.layers.Windows;

/**
 * What each block of a {@link Factorizer} does.
 *
 * @param windows which voxels share a matrix
 * @param factorization solver, rank, iterations
 * @param mlpRatio hidden channels of a block's MLP over its channels
 */
public record Mixing(Windows windows, Factorization factorization, double mlpRatio) {
    /** Checks the settings. */
    public Mixing {
        SettingsLimits.mixing(windows, factorization);
    }
}
