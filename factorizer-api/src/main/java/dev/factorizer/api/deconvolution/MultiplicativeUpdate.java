package dev.factorizer.api.deconvolution;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * A nonnegative factor after one multiplicative update: f · (n + ε) / (d + ε), element by element; f, n and d of one shape. Saves
 * all three.
 *
 * <p>A factor that is 0 stays 0, and its ratio can be as large as 1/ε. Where the factor came from a ReLU, no gradient passes
 * there; so the gradients of all three are 0 where f is. Otherwise three iterations over an empty region would multiply 1/ε three
 * times, which single precision can't hold.
 *
 * @param epsilon ε
 */
public record MultiplicativeUpdate(double epsilon) implements Composite {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(3);
        Type factor = checked.floating(0);
        checked.shape(1, "numerator", factor.shape());
        checked.shape(2, "denominator", factor.shape());
        return List.of(factor);
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        return List.of(inputs.get(0).multiply(ratio(inputs.get(1), inputs.get(2))));
    }

    private Value ratio(Value numerator, Value denominator) {
        return numerator.add(epsilon).divide(denominator.add(epsilon));
    }

    @Override
    public List<Value> vjp(Node node, List<Integer> wanted, List<Value> cotangents) {
        Value factor = node.input(0);
        Value denominator = node.input(2);
        Value g = Value.select(factor.greater(0), cotangents.getFirst(), factor.zero());
        Value ratio = ratio(node.input(1), denominator);
        // f / (d + ε) before it meets g: both may be tiny, or both huge.
        Value ofNumerator = g.multiply(factor.divide(denominator.add(epsilon)));
        return wanted.stream().map(input -> switch (input) {
            case 0 -> g.multiply(ratio);
            case 1 -> ofNumerator;
            default -> ofNumerator.multiply(ratio).negate();
        }).toList();
    }
}
