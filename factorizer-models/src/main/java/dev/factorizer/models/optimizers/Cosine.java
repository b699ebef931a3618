package dev.factorizer.models.optimizers;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.Optional;

/**
 * One fall along half a cosine: f + (1 − f)·½(1 + cos(πe/T)) in epoch e, f from epoch T on (PyTorch's CosineAnnealingLR, which
 * would rise again).
 *
 * @param totalEpochs T
 * @param endFactor f
 */
public record Cosine(int totalEpochs, double endFactor) implements Schedule {
    /** Checks the settings. */
    public Cosine {
        if (totalEpochs < 1 || !(endFactor >= 0 && Double.isFinite(endFactor))) {
            throw new IllegalArgumentException("cosine: " + totalEpochs + " epochs, factor " + endFactor
                    + ", expected at least 1 epoch and a factor of at least 0");
        }
    }

    /**
     * To nothing.
     *
     * @param totalEpochs T
     */
    public Cosine(int totalEpochs) {
        this(totalEpochs, 0);
    }

    @Override
    public double factor(int epoch) {
        return fall(Math.min(epoch, totalEpochs), totalEpochs, endFactor);
    }

    /** Where a fall of so many epochs is. */
    static double fall(long epoch, long epochs, double endFactor) {
        return endFactor + (1 - endFactor) * (1 + Math.cos(Math.PI * epoch / epochs)) / 2;
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("cosine", new SettingsWriter()
                .put("totalEpochs", totalEpochs)
                .put("endFactor", endFactor).toTree()));
    }
}
