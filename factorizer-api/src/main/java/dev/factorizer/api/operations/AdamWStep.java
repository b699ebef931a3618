package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.NamedOperands;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * One step of AdamW (Loshchilov and Hutter 2019) as PyTorch computes it. Inputs: parameter, gradient, first moment m,
 * second moment v (all alike), learning rate (scalar), 1 − β₁ᵗ and 1 − β₂ᵗ of step t (scalars), named by {@link Operand}. Results: the new
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
public record AdamWStep(double beta1, double beta2, double epsilon, double weightDecay)
        implements Composite, NamedOperands<AdamWStep.Operand> {
    /** The inputs, in their order. */
    public enum Operand {
        /** What is trained. */
        PARAMETER,
        /** Its gradient. */
        GRADIENT,
        /** m. */
        FIRST_MOMENT,
        /** v. */
        SECOND_MOMENT,
        /** A scalar. */
        LEARNING_RATE,
        /** 1 − β₁ᵗ. */
        FIRST_CORRECTION,
        /** 1 − β₂ᵗ. */
        SECOND_CORRECTION
    }

    @Override
    public List<Operand> operands(int inputs) {
        return List.of(Operand.values());
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(operands(inputs.size()).size());
        Operands<Operand, Type> in = named(inputs);
        Type parameter = checked.floating(in.index(Operand.PARAMETER));
        checked.shape(in.index(Operand.GRADIENT), "gradient", parameter.shape());
        checked.shape(in.index(Operand.FIRST_MOMENT), "first moment", parameter.shape());
        checked.shape(in.index(Operand.SECOND_MOMENT), "second moment", parameter.shape());
        checked.shape(in.index(Operand.LEARNING_RATE), "learning rate", Shape.of());
        checked.shape(in.index(Operand.FIRST_CORRECTION), "first correction", Shape.of());
        checked.shape(in.index(Operand.SECOND_CORRECTION), "second correction", Shape.of());
        return List.of(parameter, parameter, parameter);
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Operands<Operand, Value> in = named(inputs);
        Value gradient = in.get(Operand.GRADIENT);
        Value rate = in.get(Operand.LEARNING_RATE);
        Value m = in.get(Operand.FIRST_MOMENT).multiply(beta1).add(gradient.multiply(1 - beta1));
        Value v = in.get(Operand.SECOND_MOMENT).multiply(beta2).add(gradient.square().multiply(1 - beta2));
        Value decayed = in.get(Operand.PARAMETER).multiply(rate.multiply(-weightDecay).add(1));
        Value scale = v.sqrt().divide(in.get(Operand.SECOND_CORRECTION).sqrt()).add(epsilon);
        Value next = decayed.subtract(m.divide(scale).multiply(rate.divide(in.get(Operand.FIRST_CORRECTION))));
        return List.of(next, m, v);
    }
}
