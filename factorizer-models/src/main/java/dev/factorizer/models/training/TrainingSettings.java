package dev.factorizer.models.training;

import dev.factorizer.api.network.Network;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.optimizers.GradientClipping;
import dev.factorizer.models.optimizers.Optimizer;
import dev.factorizer.models.optimizers.Schedule;
import java.util.Objects;
import java.util.Optional;

/**
 * All that decides the numbers a training computes, beside its data.
 *
 * @param network what is trained
 * @param loss what is made small
 * @param optimizer how parameters follow their gradients
 * @param schedule how the rate changes from epoch to epoch
 * @param clipping a limit to the norm of the gradients, if there is one
 * @param stepsPerEpoch how many steps make an epoch of the schedule; 1 for a schedule that counts steps
 * @param seed of initial values and dropout
 */
public record TrainingSettings(Network network, Loss loss, Optimizer optimizer, Schedule schedule,
        Optional<GradientClipping> clipping, int stepsPerEpoch, long seed) {
    /** Checks the settings. */
    public TrainingSettings {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(loss, "loss");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(clipping, "clipping");
        if (stepsPerEpoch < 1) {
            throw new IllegalArgumentException("training: stepsPerEpoch is " + stepsPerEpoch + ", expected at least 1");
        }
    }

    /**
     * The learning rate of a step.
     *
     * @param step the step, from 1
     * @return the rate
     */
    public double rate(long step) {
        return schedule.rate(optimizer.learningRate(), Math.toIntExact((step - 1) / stepsPerEpoch));
    }
}
