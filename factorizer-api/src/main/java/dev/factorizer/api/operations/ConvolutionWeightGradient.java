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
 * The gradient of a convolution with respect to its weight: x (B, C, S…), g (B, O, S'…) → (O, C/groups, k…).
 *
 * @param window strides, padding, groups of the convolution
 * @param kernel the sizes k of the kernel
 */
public record ConvolutionWeightGradient(ConvolutionGeometry window, Shape kernel) implements Primitive {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(2);
        Shape x = checked.rankAtLeast(0, 3).shape();
        Shape g = checked.rankAtLeast(1, 3).shape();
        if (x.rank() != window.rank() + 2 || kernel.rank() != window.rank() || x.size(1) % window.groups() != 0
                || g.size(1) % window.groups() != 0) {
            throw checked.mismatch("input " + x + ", gradient " + g + ", kernel " + kernel + ", groups " + window.groups() + " do not fit");
        }
        checked.shape(1, "gradient", Shape.of(x.size(0), g.size(1)).append(
                window.output(x.spatial(), kernel).sizes()));
        return List.of(inputs.getFirst().withShape(
                Shape.of(g.size(1), x.size(1) / window.groups()).append(kernel.sizes())));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        Value c = cotangents.getFirst();
        return Optional.of(input == 0
                ? c.apply(new ConvolutionInputGradient(window, node.input(0).shape().spatial()), node.input(1))
                : node.input(0).apply(new Convolution(window), c));
    }
}
