package dev.factorizer.models.optimizers;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.Optional;

/**
 * A fall to nothing: (1 − e/T)ᵖ in epoch e, 0 from epoch T on.
 *
 * @param totalEpochs T
 * @param power p
 */
public record Polynomial(int totalEpochs, double power) implements Schedule {
    /** Checks the settings. */
    public Polynomial {
        if (totalEpochs < 1 || !(power > 0 && Double.isFinite(power))) {
            throw new IllegalArgumentException("polynomial: " + totalEpochs + " epochs, power " + power
                    + ", expected at least 1 epoch and a power above 0");
        }
    }

    /**
     * nnU-Net's: with the power 0.9.
     *
     * @param totalEpochs T; nnU-Net trains 1000 epochs of 250 steps
     */
    public Polynomial(int totalEpochs) {
        this(totalEpochs, 0.9);
    }

    @Override
    public double factor(int epoch) {
        return epoch >= totalEpochs ? 0 : Math.pow(1 - (double) epoch / totalEpochs, power);
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("polynomial", new SettingsWriter()
                .put("totalEpochs", totalEpochs)
                .put("power", power).toTree()));
    }
}
