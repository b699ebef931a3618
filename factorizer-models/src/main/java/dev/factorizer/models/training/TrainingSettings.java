package dev.factorizer.models.training;

import dev.factorizer.api.network.Network;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.optimizers.GradientClipping;
import dev.factorizer.models.optimizers.Optimizer;
import dev.factorizer.models.optimizers.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;
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

    /**
     * The settings as texts, to be compared when a training goes on.
     *
     * @return by name; equal settings give equal texts in every run
     */
    Map<String, String> described() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("network", text(network));
        texts.put("loss", text(loss));
        texts.put("optimizer", text(optimizer));
        texts.put("schedule", text(schedule));
        texts.put("clipping", clipping.map(TrainingSettings::text).orElse("none"));
        texts.put("stepsPerEpoch", Integer.toString(stepsPerEpoch));
        texts.put("seed", Long.toString(seed));
        return texts;
    }

    /** Records print all they hold; what a lambda or a class without toString prints ends differently in each run. */
    private static String text(Object setting) {
        return setting.toString().replaceAll("\\$\\$Lambda[^,\\]]*", " (function)").replaceAll("@[0-9a-f]+", "");
    }
}
