package dev.factorizer.models.optimizers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.settings.Identified;
import java.util.List;
import java.util.Map;

/**
 * A rule by which a parameter is changed, given its gradient. Part of the training graph: it holds no data itself. A training
 * with it can be resumed if it says its {@link #identity}.
 */
public interface Optimizer extends Identified {
    /** {@return the rate that a schedule's factors multiply} */
    double learningRate();

    /** {@return the names of what is kept for each parameter between steps: tensors of its shape, zero at the start} */
    List<String> state();

    /**
     * The numbers that change from step to step.
     *
     * @param step the step, from 1
     * @param rate the learning rate of this step
     * @return numbers by name; the same names for every step
     */
    Map<String, Double> numbers(long step, double rate);

    /**
     * Adds the step of one parameter to a graph.
     *
     * @param parameter the parameter
     * @param gradient its gradient
     * @param state what is kept for it, as {@link #state} lists it
     * @param numbers scalars, by the names of {@link #numbers}
     * @return the new parameter, then the new state
     */
    List<Value> step(Value parameter, Value gradient, List<Value> state, Map<String, Value> numbers);
}
