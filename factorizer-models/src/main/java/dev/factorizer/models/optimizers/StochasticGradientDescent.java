package dev.factorizer.models.optimizers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Stochastic gradient descent with momentum, as PyTorch's SGD computes it: g ← gradient + decay · parameter; velocity ← μ ·
 * velocity + (1 − dampening) · g, at the first step g itself; the parameter follows the velocity or, after Nesterov, g + μ ·
 * velocity.
 *
 * @param learningRate the rate that a schedule's factors multiply
 * @param momentum μ; 0 keeps no velocity
 * @param dampening what a gradient loses on its way into the velocity, after the first step
 * @param nesterov whether the step looks ahead (Nesterov 1983, as Sutskever et al. 2013 have it)
 * @param weightDecay this multiple of a parameter is added to its gradient
 */
public record StochasticGradientDescent(double learningRate, double momentum, double dampening, boolean nesterov,
        double weightDecay) implements Optimizer {
    private static final String RATE = "rate";
    private static final String SHARE = "share";

    /** Checks the settings. */
    public StochasticGradientDescent {
        if (!(learningRate > 0 && momentum >= 0 && momentum < 1 && dampening >= 0 && dampening < 1 && weightDecay >= 0
                && Double.isFinite(learningRate + weightDecay))) {
            throw new IllegalArgumentException("SGD: rate " + learningRate + ", momentum " + momentum + ", dampening "
                    + dampening + ", decay " + weightDecay + ", expected a rate above 0, momentum and dampening of at least 0 and"
                    + " below 1, decay of at least 0");
        }
        if (nesterov && (momentum == 0 || dampening != 0)) {
            throw new IllegalArgumentException("SGD: momentum is " + momentum + " and dampening " + dampening
                    + " with Nesterov's step, expected momentum above 0 and no dampening");
        }
    }

    /**
     * Plain: no momentum, no decay.
     *
     * @param learningRate the rate that a schedule's factors multiply
     */
    public StochasticGradientDescent(double learningRate) {
        this(learningRate, 0, 0, false, 0);
    }

    /** {@return nnU-Net's: rate 0.01, Nesterov momentum 0.99, decay 3e-5; it goes with {@link Polynomial} and gradients clipped at 12} */
    public static StochasticGradientDescent nnUNet() {
        return new StochasticGradientDescent(0.01, 0.99, 0, true, 3e-5);
    }

    @Override
    public List<String> state() {
        return momentum == 0 ? List.of() : List.of("velocity");
    }

    @Override
    public Map<String, Double> numbers(long step, double rate) {
        return dampening == 0 || momentum == 0 ? Map.of(RATE, rate) : Map.of(RATE, rate, SHARE, step == 1 ? 1 : 1 - dampening);
    }

    @Override
    public List<Value> step(Value parameter, Value gradient, List<Value> state, Map<String, Value> numbers) {
        Value decaying = weightDecay == 0 ? gradient : gradient.add(parameter.multiply(weightDecay));
        Value rate = Objects.requireNonNull(numbers.get(RATE), RATE);
        if (momentum == 0) {
            return List.of(parameter.subtract(decaying.multiply(rate)));
        }
        Value entering = dampening == 0 ? decaying : decaying.multiply(Objects.requireNonNull(numbers.get(SHARE), SHARE));
        Value velocity = state.getFirst().multiply(momentum).add(entering);
        Value direction = nesterov ? decaying.add(velocity.multiply(momentum)) : velocity;
        return List.of(parameter.subtract(direction.multiply(rate)), velocity);
    }

    static StochasticGradientDescent read(SettingsReader read) {
        return new StochasticGradientDescent(read.number("learningRate"), read.number("momentum", 0), read.number("dampening", 0),
                read.truth("nesterov", false), read.number("weightDecay", 0));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("stochasticGradientDescent", new SettingsWriter()
                .put("learningRate", learningRate)
                .put("momentum", momentum)
                .put("dampening", dampening)
                .put("nesterov", nesterov)
                .put("weightDecay", weightDecay).toTree()));
    }
}
