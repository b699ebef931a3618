package dev.factorizer.models.recipes;

import dev.factorizer.models.optimizers.GradientClipping;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How long a training is and what a step of it is.
 *
 * @param epochs how many epochs
 * @param stepsPerEpoch updates in an epoch; empty: as many as it takes to draw one sample of each case
 * @param batchSize samples that go through the network at a time
 * @param accumulation how many such batches make one update, their gradients averaged
 * @param clipping a limit to the norm of the gradients
 * @param averageDecay of the exponential moving average of the weights, such as 0.999, which is then validated and bundled; empty: the
 *     weights themselves
 * @param frozen names of parameters, or paths of layers with all below them, that stay as they are
 * @param validateEvery how many epochs are between two validations; the last epoch is always validated
 * @param patience how many validations without a better one end the training; empty: it isn't ended so
 */
public record LengthSettings(int epochs, OptionalInt stepsPerEpoch, int batchSize, int accumulation, Optional<GradientClipping> clipping,
        OptionalDouble averageDecay, List<String> frozen, int validateEvery, OptionalInt patience) {
    /** Checks the numbers and copies the list. */
    public LengthSettings {
        frozen = List.copyOf(frozen);
        if (epochs < 1 || stepsPerEpoch.orElse(1) < 1 || batchSize < 1 || accumulation < 1 || validateEvery < 1 || patience.orElse(1) < 1) {
            throw new IllegalArgumentException("length: epochs is " + epochs + ", batchSize " + batchSize + ", accumulation " + accumulation
                    + ", validateEvery " + validateEvery + ", expected at least 1 of each, also of stepsPerEpoch and patience");
        }
        if (averageDecay.isPresent() && !(averageDecay.getAsDouble() > 0 && averageDecay.getAsDouble() < 1)) {
            throw new IllegalArgumentException("length: averageDecay is " + averageDecay.getAsDouble() + ", expected between 0 and 1");
        }
    }

    /**
     * How many updates make an epoch.
     *
     * @param cases how many cases are trained on
     * @return at least 1
     */
    public int steps(int cases) {
        return stepsPerEpoch.orElse(Math.max(1, Math.ceilDiv(cases, batchSize * accumulation)));
    }
}
