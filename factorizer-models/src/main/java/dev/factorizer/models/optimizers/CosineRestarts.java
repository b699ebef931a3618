package dev.factorizer.models.optimizers;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.Optional;

/**
 * Falls along half a cosine, one after another, each starting at the whole rate (Loshchilov and Hutter 2017; PyTorch's
 * CosineAnnealingWarmRestarts).
 *
 * @param period epochs of the first fall
 * @param periodFactor how many times as long as one before it each fall is
 * @param endFactor what a fall goes to, without reaching it
 */
public record CosineRestarts(int period, int periodFactor, double endFactor) implements Schedule {
    /** Checks the settings. */
    public CosineRestarts {
        if (period < 1 || periodFactor < 1 || !(endFactor >= 0 && Double.isFinite(endFactor))) {
            throw new IllegalArgumentException("cosine restarts: period " + period + ", its factor " + periodFactor
                    + ", end factor " + endFactor + ", expected a period and factor of at least 1, an end factor of at least 0");
        }
    }

    /**
     * Falls of equal length to nothing.
     *
     * @param period epochs of a fall
     */
    public CosineRestarts(int period) {
        this(period, 1, 0);
    }

    @Override
    public double factor(int epoch) {
        long length = period;
        long into = epoch;
        if (periodFactor == 1) {
            into %= length;
        }
        while (into >= length) {
            into -= length;
            length *= periodFactor;
        }
        return Cosine.fall(into, length, endFactor);
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("cosineRestarts", new SettingsWriter()
                .put("period", period)
                .put("periodFactor", periodFactor)
                .put("endFactor", endFactor).toTree()));
    }
}
