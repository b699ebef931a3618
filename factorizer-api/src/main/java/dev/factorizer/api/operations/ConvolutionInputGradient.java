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
 * The gradient of a convolution with respect to its input, which is also the transposed convolution: weight
 * (O, C/groups, k…), g (B, O, S'…) → (B, C, S…).
 *
 * @param window strides, padding, groups of the convolution
 * @param spatial the spatial sizes S of the result
 */
public record ConvolutionInputGradient(ConvolutionGeometry window, Shape spatial) implements Primitive {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(2);
        Shape weight = checked.rankAtLeast(0, 3).shape();
        Shape g = checked.rankAtLeast(1, 3).shape();
        if (weight.rank() != window.rank() + 2 || g.rank() != weight.rank() || spatial.rank() != window.rank()) {
            throw checked.mismatch("weight " + weight + " and gradient " + g + ", expected " + (window.rank() + 2)
                    + " axes in both");
        }
        if (weight.size(0) % window.groups() != 0) {
            throw checked.mismatch("weight " + weight + " has outputs not divisible by groups " + window.groups());
        }
        Shape expected = Shape.of(g.size(0), weight.size(0)).append(
                window.output(spatial, weight.spatial()).sizes());
        checked.shape(1, "gradient", expected);
        return List.of(inputs.getFirst().withShape(
                Shape.of(g.size(0), weight.size(1) * window.groups()).append(spatial.sizes())));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        Value c = cotangents.getFirst();
        return Optional.of(input == 1 ? c.apply(new Convolution(window), node.input(0))
                : c.apply(new ConvolutionWeightGradient(window, node.input(0).shape().spatial()), node.input(1)));
    }
}
