package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.TransposedConvolution;
import dev.factorizer.api.tensor.Shape;

/**
 * A transposed convolution whose kernel is as large as its step, so that each voxel becomes a block: (B, C, S…) → (B,
 * outputs, stride·S…). Parameters {@code weight} (C, outputs, stride…) and {@code bias} (outputs).
 *
 * @param outputs the result's channels
 * @param stride how many times larger each axis becomes, which is the kernel's size too
 * @param bias whether a learned constant is added
 */
public record TransposedConvolutionLayer(int outputs, int stride, boolean bias) implements Layer {
    /** Checks the settings. */
    public TransposedConvolutionLayer {
        Bounds.atLeast("transposed convolution", "outputs", outputs, 1);
        Bounds.atLeast("transposed convolution", "stride", stride, 1);
    }

    /**
     * With bias.
     *
     * @param outputs the result's channels
     * @param stride how many times larger each axis becomes, which is the kernel's size too
     */
    public TransposedConvolutionLayer(int outputs, int stride) {
        this(outputs, stride, true);
    }

    /**
     * Each axis twice as large, with bias.
     *
     * @param outputs the result's channels
     * @return the layer
     */
    public static TransposedConvolutionLayer upsample(int outputs) {
        return new TransposedConvolutionLayer(outputs, 2, true);
    }

    /** {@return the same without a learned constant, as in front of a normalization that takes it away again} */
    public TransposedConvolutionLayer withoutBias() {
        return new TransposedConvolutionLayer(outputs, stride, false);
    }

    @Override
    public Value apply(Scope at, Value x) {
        int rank = x.shape().rank() - 2;
        Shape weightShape = Shape.of(ConvolutionLayer.kernel(rank, x.channels(), outputs, stride));
        // PyTorch counts the fan-in of a transposed kernel on its second axis, the outputs.
        Initializer uniform = Initializer.kaimingUniform(weightShape.elements() / x.channels());
        TransposedConvolution convolution = new TransposedConvolution(ConvolutionGeometry.of(rank, stride, 0, 1));
        Value weight = at.parameter("weight", weightShape, uniform);
        return bias ? x.apply(convolution, weight, at.parameter("bias", Shape.of(outputs), uniform))
                : x.apply(convolution, weight);
    }
}
