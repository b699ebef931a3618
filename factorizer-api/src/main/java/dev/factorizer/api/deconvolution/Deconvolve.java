package dev.factorizer.api.deconvolution;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.NamedOperands;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * The source of an image after a blind deconvolution: x (B, C, S…), starts of source and filters → (B, groups · source channels,
 * S…). Saves its inputs; the gradient computes the iterations again. Inputs: {@link DeconvolutionOperand}.
 *
 * @param settings kernel, groups, iterations
 */
public record Deconvolve(Deconvolution settings) implements Composite, NamedOperands<DeconvolutionOperand> {
    @Override
    public List<DeconvolutionOperand> operands(int inputs) {
        return Operands.first(DeconvolutionOperand.class, inputs);
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Type x = DeconvolutionOperand.check(this, settings, inputs);
        return List.of(x.withShape(settings.source(x.shape())));
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        return List.of(inputs.getFirst().applyAll(new DeconvolutionParts(settings), inputs.get(1), inputs.get(2)).getFirst());
    }
}
