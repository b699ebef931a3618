package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Optional;

/**
 * Cross-correlation: x (B, C, S…), weight (O, C/groups, k…), optionally bias (O) → (B, O, S'…).
 *
 * @param window strides, padding, groups
 */
public record Convolution(ConvolutionGeometry window) implements Primitive {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(2, 3);
        Shape x = checked.rankAtLeast(0, 3).shape();
        Shape weight = checked.floating(1).shape();
        if (x.rank() != window.rank() + 2 || weight.rank() != x.rank()) {
            throw checked.mismatch("input " + x + " and weight " + weight + ", expected " + (window.rank() + 2)
                    + " axes in both");
        }
        if (x.size(1) != weight.size(1) * window.groups()) {
            throw checked.mismatch("input has " + x.size(1) + " channels, expected " + weight.size(1) * window.groups()
                    + " (weight " + weight + ", groups " + window.groups() + ")");
        }
        if (weight.size(0) % window.groups() != 0) {
            throw checked.mismatch("weight " + weight + " has outputs not divisible by groups " + window.groups());
        }
        if (inputs.size() == 3) {
            checked.shape(2, "bias", Shape.of(weight.size(0)));
        }
        Shape spatial = window.output(x.spatial(), weight.spatial());
        return List.of(inputs.getFirst().withShape(Shape.of(x.size(0), weight.size(0)).append(spatial.sizes())));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        Value g = cotangents.getFirst();
        Value x = node.input(0);
        Value weight = node.input(1);
        return Optional.of(switch (input) {
            case 0 -> weight.apply(new ConvolutionInputGradient(window, x.shape().spatial()), g);
            case 1 -> x.apply(new ConvolutionWeightGradient(window, weight.shape().spatial()), g);
            default -> g.sumAllBut(1).reshape(node.input(2).shape());
        });
    }
}
