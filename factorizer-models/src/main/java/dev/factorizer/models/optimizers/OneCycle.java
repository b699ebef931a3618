package dev.factorizer.models.optimizers;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.Optional;

/**
 * One rise to the whole rate and one fall almost to nothing, both along half a cosine (Smith and Topin 2019): for short
 * trainings. An epoch is whatever the trainer counts, here usually a step.
 *
 * @param totalEpochs how many there are
 * @param riseShare the share of them that rises
 * @param startFactor the first factor
 * @param endFactor the last factor
 */
public record OneCycle(int totalEpochs, double riseShare, double startFactor, double endFactor) implements Schedule {
    /** Checks the settings. */
    public OneCycle {
        if (totalEpochs < 1 || !(riseShare >= 0 && riseShare <= 1 && startFactor >= 0 && endFactor >= 0)) {
            throw new IllegalArgumentException("one cycle: " + totalEpochs + " epochs, rise " + riseShare + ", factors "
                    + startFactor + " and " + endFactor + ", expected at least 1 epoch, a share between 0 and 1, factors of"
                    + " at least 0");
        }
    }

    /**
     * Three tenths rising from a 25th, then falling to a 250,000th.
     *
     * @param totalEpochs how many epochs there are
     */
    public OneCycle(int totalEpochs) {
        this(totalEpochs, 0.3, 1 / 25.0, 1 / 250_000.0);
    }

    @Override
    public double factor(int epoch) {
        double top = Math.max(0, riseShare * totalEpochs - 1);
        double last = Math.max(totalEpochs - 1, 0);
        if (epoch < top) {
            return between(startFactor, 1, epoch / top);
        }
        return last <= top ? 1 : between(1, endFactor, Math.min(1, (epoch - top) / (last - top)));
    }

    private static double between(double from, double to, double progress) {
        return to + (from - to) / 2 * (1 + Math.cos(Math.PI * progress));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("oneCycle", new SettingsWriter()
                .put("totalEpochs", totalEpochs)
                .put("riseShare", riseShare)
                .put("startFactor", startFactor)
                .put("endFactor", endFactor).toTree()));
    }
}
