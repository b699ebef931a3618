package dev.factorizer.models.optimizers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
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
 * @param amsgrad whether the greatest mean square so far is taken in place of the current one (Reddi et al. 2018)
 */
public record AdamW(double learningRate, double weightDecay, double beta1, double beta2, double epsilon, boolean amsgrad)
        implements Optimizer {
    /** Checks the settings. */
    public AdamW {
        new AdamMoments(beta1, beta2, epsilon, amsgrad).requireSettings("AdamW", learningRate, weightDecay);
    }

    /**
     * With the usual betas 0.9 and 0.999 and ε = 1e-8.
     *
     * @param learningRate the rate that a schedule's factors multiply
     * @param weightDecay before the step a parameter is multiplied by 1 − rate · decay
     */
    public AdamW(double learningRate, double weightDecay) {
        this(learningRate, weightDecay, 0.9, 0.999, 1e-8, false);
    }

    /** {@return the same with AMSGrad} */
    public AdamW withAmsgrad() {
        return new AdamW(learningRate, weightDecay, beta1, beta2, epsilon, true);
    }

    private AdamMoments moments() {
        return new AdamMoments(beta1, beta2, epsilon, amsgrad);
    }

    @Override
    public List<String> state() {
        return moments().state();
    }

    @Override
    public Map<String, Double> numbers(long step, double rate) {
        return moments().numbers(step, rate);
    }

    @Override
    public List<Value> step(Value parameter, Value gradient, List<Value> state, Map<String, Value> numbers) {
        return moments().step(parameter, gradient, state, numbers, weightDecay);
    }

    static AdamW read(SettingsReader read) {
        return new AdamW(read.number("learningRate"), read.number("weightDecay", 0), read.number("beta1", 0.9),
                read.number("beta2", 0.999), read.number("epsilon", 1e-8), read.truth("amsgrad", false));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("adamW", new SettingsWriter()
                .put("learningRate", learningRate)
                .put("weightDecay", weightDecay)
                .put("beta1", beta1)
                .put("beta2", beta2)
                .put("epsilon", epsilon)
                .put("amsgrad", amsgrad).toTree()));
    }
}
