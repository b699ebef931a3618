package dev.factorizer.models.training;

import dev.factorizer.api.network.Network;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.optimizers.GradientClipping;
import dev.factorizer.models.optimizers.Optimizer;
import dev.factorizer.models.optimizers.Schedule;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that decides the numbers a training computes, beside its data.
 *
 * @param network what is trained
 * @param loss what is minimized
 * @param optimizer how parameters follow their gradients
 * @param schedule how the rate changes from epoch to epoch
 * @param clipping a limit to the norm of the gradients, if there is one
 * @param stepsPerEpoch how many steps make an epoch of the schedule; 1 for a schedule that counts steps
 * @param seed of initial values and dropout
 * @param accumulation how many batches make a step, their gradients averaged
 * @param averageDecay of the exponential moving average of the weights, if there is one
 * @param frozen names of parameters and buffers, or paths of layers, that stay as they are
 */
public record TrainingSettings(Network network, Loss loss, Optimizer optimizer, Schedule schedule,
        Optional<GradientClipping> clipping, int stepsPerEpoch, long seed, int accumulation, OptionalDouble averageDecay,
        List<String> frozen) {
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
        if (accumulation < 1) {
            throw new IllegalArgumentException("training: accumulation is " + accumulation + ", expected at least 1 batch for each step");
        }
        if (averageDecay.isPresent() && !(averageDecay.getAsDouble() > 0 && averageDecay.getAsDouble() < 1)) {
            throw new IllegalArgumentException("training: decay of the average is " + averageDecay.getAsDouble()
                    + ", expected above 0 and below 1, such as 0.999");
        }
        frozen = List.copyOf(frozen);
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

    /** How much of the new weights is in their average after a step, from 1: more at the start, or random values would stay in it for long. */
    double averageShare(long step) {
        return 1 - Math.min(averageDecay.orElseThrow(), (1 + (double) step) / (10 + (double) step));
    }
}
