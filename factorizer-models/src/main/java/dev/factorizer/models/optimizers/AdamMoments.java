package dev.factorizer.models.optimizers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.AdamWStep;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What Adam and AdamW have in common: means of gradients and of their squares, each divided by what it lacks at the start.
 *
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of squared gradients
 * @param epsilon added to the root of the mean square
 * @param amsgrad whether the greatest mean square so far is taken in place of the current one (Reddi et al. 2018)
 */
record AdamMoments(double beta1, double beta2, double epsilon, boolean amsgrad) {
    private static final String RATE = "rate";
    private static final String FIRST = "firstCorrection";
    private static final String SECOND = "secondCorrection";

    void requireSettings(String optimizer, double learningRate, double weightDecay) {
        if (!(learningRate > 0 && weightDecay >= 0 && epsilon > 0 && beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1
                && Double.isFinite(learningRate + weightDecay + epsilon))) {
            throw new IllegalArgumentException(optimizer + ": rate " + learningRate + ", decay " + weightDecay + ", betas " + beta1
                    + " and " + beta2 + ", epsilon " + epsilon + ", expected rate and epsilon above 0, decay of at least 0,"
                    + " betas of at least 0 and below 1");
        }
    }

    List<String> state() {
        return amsgrad ? List.of("firstMoment", "secondMoment", "greatestSecondMoment") : List.of("firstMoment", "secondMoment");
    }

    Map<String, Double> numbers(long step, double rate) {
        return Map.of(RATE, rate, FIRST, 1 - Math.pow(beta1, step), SECOND, 1 - Math.pow(beta2, step));
    }

    List<Value> step(Value parameter, Value gradient, List<Value> state, Map<String, Value> numbers, double weightDecay) {
        Value rate = Objects.requireNonNull(numbers.get(RATE), RATE);
        Value firstCorrection = Objects.requireNonNull(numbers.get(FIRST), FIRST);
        Value secondCorrection = Objects.requireNonNull(numbers.get(SECOND), SECOND);
        if (!amsgrad) {
            return parameter.applyAll(new AdamWStep(beta1, beta2, epsilon, weightDecay), gradient, state.get(0), state.get(1),
                    rate, firstCorrection, secondCorrection);
        }
        Value first = state.get(0).multiply(beta1).add(gradient.multiply(1 - beta1));
        Value second = state.get(1).multiply(beta2).add(gradient.square().multiply(1 - beta2));
        Value greatest = state.get(2).maximum(second);
        Value decayed = parameter.multiply(rate.multiply(-weightDecay).add(1));
        Value scale = greatest.sqrt().divide(secondCorrection.sqrt()).add(epsilon);
        return List.of(decayed.subtract(first.divide(scale).multiply(rate.divide(firstCorrection))), first, second, greatest);
    }
}
