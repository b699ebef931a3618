package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * One step of AdamW (Loshchilov and Hutter 2019) as PyTorch computes it. Inputs: parameter, gradient, first moment m,
 * second moment v (all alike), learning rate (scalar), 1 − β₁ᵗ and 1 − β₂ᵗ of step t (scalars). Results: the new
 * parameter, m and v.
 *
 * <p>No rewrite looks for it: this is the formula itself, which the optimizer has no plainer way to write, and nothing is
 * differentiated through it.
 *
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the second moment
 * @param weightDecay the parameter is first multiplied by 1 − rate · decay
 */
public record AdamWStep(double beta1, double beta2, double epsilon, double weightDecay) implements Composite {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(7);
        Type parameter = checked.floating(0);
        checked.shape(1, "gradient", parameter.shape());
        checked.shape(2, "first moment", parameter.shape());
        checked.shape(3, "second moment", parameter.shape());
        checked.shape(4, "learning rate", Shape.of());
        checked.shape(5, "first correction", Shape.of());
        checked.shape(6, "second correction", Shape.of());
        return List.of(parameter, parameter, parameter);
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value parameter = inputs.get(0);
        Value gradient = inputs.get(1);
        Value rate = inputs.get(4);
        Value m = inputs.get(2).multiply(beta1).add(gradient.multiply(1 - beta1));
        Value v = inputs.get(3).multiply(beta2).add(gradient.square().multiply(1 - beta2));
        Value decayed = parameter.multiply(rate.multiply(-weightDecay).add(1));
        Value scale = v.sqrt().divide(inputs.get(6).sqrt()).add(epsilon);
        Value next = decayed.subtract(m.divide(scale).multiply(rate.divide(inputs.get(5))));
        return List.of(next, m, v);
    }
}
