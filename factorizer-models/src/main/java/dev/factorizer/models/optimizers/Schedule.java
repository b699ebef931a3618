package dev.factorizer.models.optimizers;

import dev.factorizer.api.settings.Identified;
import dev.factorizer.api.settings.Identity;
import java.util.Optional;

/**
 * How the learning rate changes over time: a pure function. A training with it can be resumed if it says its {@link
 * #identity}.
 */
@FunctionalInterface
public interface Schedule extends Identified {
    /** The same rate all the time. */
    Schedule CONSTANT = new Constant();

    /** The same rate all the time. */
    record Constant() implements Schedule {
        @Override
        public double factor(int epoch) {
            return 1;
        }

        @Override
        public Optional<Identity> identity() {
            return Optional.of(new Identity("constant"));
        }
    }

    /**
     * The factor of an epoch.
     *
     * @param epoch the epoch, from 0
     * @return what the optimizer's rate is multiplied by
     */
    double factor(int epoch);

    /**
     * The rate of an epoch.
     *
     * @param learningRate the optimizer's rate
     * @param epoch the epoch, from 0
     * @return the rate
     */
    default double rate(double learningRate, int epoch) {
        return learningRate * factor(epoch);
    }
}
