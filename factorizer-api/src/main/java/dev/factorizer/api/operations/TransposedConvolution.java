package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * The adjoint of a convolution, which makes images larger: x (B, C, S…), weight (C, O/groups, k…), optionally bias (O) →
 * (B, O, S'…) with S' = (S − 1)·stride − padding + k + output padding. Saves x.
 *
 * @param window strides, padding, groups of the convolution it is the adjoint of
 * @param outputPadding voxels added at each axis' end, less than the stride; empty for none
 */
public record TransposedConvolution(ConvolutionGeometry window, List<Integer> outputPadding) implements Composite {
    /** Checks the output padding. */
    public TransposedConvolution {
        outputPadding = List.copyOf(outputPadding);
        boolean fits = outputPadding.isEmpty() || outputPadding.size() == window.rank();
        for (int i = 0; fits && i < outputPadding.size(); i++) {
            fits = outputPadding.get(i) >= 0 && outputPadding.get(i) < window.strides().get(i);
        }
        if (!fits) {
            throw new IllegalArgumentException("transposedConvolution: output padding " + outputPadding + " with strides "
                    + window.strides() + ", expected 0 or more and less than the stride on each axis");
        }
    }

    /**
     * Without output padding.
     *
     * @param window strides, padding, groups of the convolution it is the adjoint of
     */
    public TransposedConvolution(ConvolutionGeometry window) {
        this(window, List.of());
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(2, 3);
        Shape x = checked.rankAtLeast(0, 3).shape();
        Shape weight = checked.floating(1).shape();
        if (x.rank() != window.rank() + 2 || weight.rank() != x.rank()) {
            throw checked.mismatch("input " + x + " and weight " + weight + ", expected " + (window.rank() + 2)
                    + " axes in both");
        }
        if (x.size(1) != weight.size(0)) {
            throw checked.mismatch("input has " + x.size(1) + " channels, expected " + weight.size(0) + " (weight "
                    + weight + ")");
        }
        if (weight.size(0) % window.groups() != 0) {
            throw checked.mismatch("weight " + weight + " has inputs not divisible by groups " + window.groups());
        }
        int outputs = weight.size(1) * window.groups();
        if (inputs.size() == 3) {
            checked.shape(2, "bias", Shape.of(outputs));
        }
        Shape spatial = spatial(checked, x.spatial(), weight.spatial());
        return List.of(inputs.getFirst().withShape(Shape.of(x.size(0), outputs).append(spatial.sizes())));
    }

    private Shape spatial(Inputs checked, Shape input, Shape kernel) {
        int[] sizes = new int[window.rank()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = (input.size(i) - 1) * window.strides().get(i) - window.low().get(i) - window.high().get(i)
                    + kernel.size(i) + (outputPadding.isEmpty() ? 0 : outputPadding.get(i));
            if (input.size(i) < 1 || sizes[i] < 1) {
                throw checked.mismatch("input " + input + " with kernel " + kernel + " and padding " + window.low() + ", "
                        + window.high() + " leaves nothing on spatial axis " + i);
            }
        }
        return Shape.of(sizes);
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.get(0);
        Value weight = inputs.get(1);
        Shape result = infer(inputs.stream().map(Value::type).toList()).getFirst().shape();
        Value y = weight.apply(new ConvolutionInputGradient(window, result.spatial()), x);
        return List.of(inputs.size() == 3 ? y.add(Standardization.perChannel(inputs.get(2), y)) : y);
    }
}
