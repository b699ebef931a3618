package dev.factorizer.models.optimizers;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.Optional;

/**
 * A linear rise over W epochs from a fraction of the rate to the whole, then half a cosine down to nothing at epoch T, as MONAI
 * has it: f + (1 − f)·e/W before, max(end, ½(1 + cos(2π·cycles·(e − W)/(T − W)))) after.
 *
 * @param warmupEpochs W
 * @param totalEpochs T; the published recipes take one more than they train
 * @param warmupFactor f
 * @param endFactor the least factor after the rise
 * @param cycles how many cosines fit in; ½ for one fall
 */
public record WarmupCosine(int warmupEpochs, int totalEpochs, double warmupFactor, double endFactor, double cycles)
        implements Schedule {
    /** Checks the settings. */
    public WarmupCosine {
        if (warmupEpochs < 0 || totalEpochs < 1 || !(warmupFactor >= 0 && endFactor >= 0 && cycles > 0)) {
            throw new IllegalArgumentException("warm-up cosine: " + warmupEpochs + " of " + totalEpochs
                    + " epochs, factors " + warmupFactor + " and " + endFactor + ", cycles " + cycles + ", expected 0 or more"
                    + " of at least 1 epoch, factors of at least 0, cycles above 0");
        }
    }

    /**
     * As published: from a tenth of the rate, one fall to nothing.
     *
     * @param warmupEpochs W
     * @param totalEpochs T
     */
    public WarmupCosine(int warmupEpochs, int totalEpochs) {
        this(warmupEpochs, totalEpochs, 0.1, 0, 0.5);
    }

    @Override
    public double factor(int epoch) {
        if (epoch < warmupEpochs) {
            return warmupFactor + (1 - warmupFactor) * ((double) epoch / Math.max(1, warmupEpochs));
        }
        double progress = (double) (epoch - warmupEpochs) / Math.max(1, totalEpochs - warmupEpochs);
        return Math.max(endFactor, 0.5 * (1 + Math.cos(Math.PI * cycles * 2 * progress)));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("warmupCosine", new SettingsWriter()
                .put("warmupEpochs", warmupEpochs)
                .put("totalEpochs", totalEpochs)
                .put("warmupFactor", warmupFactor)
                .put("endFactor", endFactor)
                .put("cycles", cycles).toTree()));
    }
}
