package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;

/**
 * Twice convolution and normalization, with an activation between and after the sum with the input: (B, C, S…) → (B, outputs, S…).
 * Where the channels differ, the input passes a convolution of kernel 1 and a normalization. Parameters {@code conv1.conv.weight},
 * {@code conv2.conv.weight} and, where the channels differ, {@code conv3.conv.weight}, as in MONAI's UNETR.
 *
 * @param outputs the result's channels
 */
public record ResidualConvolution(int outputs) implements Layer {
    private static final ActivationLayer ACTIVATION = ActivationLayer.leakyRelu(0.01);
    private static final InstanceNormalization NORMALIZATION = new InstanceNormalization(1e-5, false);

    @Override
    public Value apply(Scope at, Value x) {
        ConvolutionLayer convolution = ConvolutionLayer.of(outputs).withoutBias();
        Value y = at.apply("norm1", NORMALIZATION, at.apply("conv1.conv", convolution, x));
        y = at.apply("lrelu", ACTIVATION, y);
        y = at.apply("norm2", NORMALIZATION, at.apply("conv2.conv", convolution, y));
        if (x.channels() != outputs) {
            x = at.apply("norm3", NORMALIZATION, at.apply("conv3.conv", convolution.withKernel(1), x));
        }
        return at.apply("lrelu", ACTIVATION, y.add(x));
    }
}
