package dev.factorizer.models.optimizers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.AdamWStep;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019), as PyTorch computes it.
 *
 * @param learningRate the rate that a schedule's factors multiply
 * @param weightDecay before the step a parameter is multiplied by 1 − rate · decay
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of squared gradients
 * @param epsilon added to the root of the mean square
 */
public record AdamW(double learningRate, double weightDecay, double beta1, double beta2, double epsilon)
        implements Optimizer {
    private static final String RATE = "rate";
    private static final String FIRST = "firstCorrection";
    private static final String SECOND = "secondCorrection";

    /** Checks the settings. */
    public AdamW {
        if (!(learningRate > 0 && weightDecay >= 0 && epsilon > 0 && beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException("AdamW: rate " + learningRate + ", decay " + weightDecay + ", betas " + beta1
                    + " and " + beta2 + ", epsilon " + epsilon + ", expected rate and epsilon above 0, decay of at least 0,"
                    + " betas of at least 0 and below 1");
        }
    }

    /**
     * With the usual betas 0.9 and 0.999 and ε = 1e-8.
     *
     * @param learningRate the rate that a schedule's factors multiply
     * @param weightDecay before the step a parameter is multiplied by 1 − rate · decay
     */
    public AdamW(double learningRate, double weightDecay) {
        this(learningRate, weightDecay, 0.9, 0.999, 1e-8);
    }

    @Override
    public List<String> state() {
        return List.of("firstMoment", "secondMoment");
    }

    @Override
    public Map<String, Double> numbers(long step, double rate) {
        return Map.of(RATE, rate, FIRST, 1 - Math.pow(beta1, step), SECOND, 1 - Math.pow(beta2, step));
    }

    @Override
    public List<Value> step(Value parameter, Value gradient, List<Value> state, Map<String, Value> numbers) {
        return parameter.applyAll(new AdamWStep(beta1, beta2, epsilon, weightDecay), gradient, state.get(0), state.get(1),
                numbers.get(RATE), numbers.get(FIRST), numbers.get(SECOND));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("adamW", new SettingsWriter()
                .put("learningRate", learningRate)
                .put("weightDecay", weightDecay)
                .put("beta1", beta1)
                .put("beta2", beta2)
                .put("epsilon", epsilon).toTree()));
    }
}
