package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.TransposedConvolution;
import dev.factorizer.api.tensor.Shape;
import java.util.Collections;
import java.util.List;

/**
 * A transposed convolution whose kernel is as large as its step, so that each voxel becomes a block: (B, C, S…) → (B,
 * outputs, stride·S…). Parameters {@code weight} (C, outputs, stride…) and {@code bias} (outputs).
 *
 * @param outputs the result's channels
 * @param stride how many times larger an axis becomes, which is the kernel's size too: one number for all axes, or one for each
 * @param bias whether a learned constant is added
 * @param start what the parameters are before training
 */
public record TransposedConvolutionLayer(int outputs, List<Integer> stride, boolean bias, InitialWeights start)
        implements Layer {
    private static final String NAME = "transposed convolution";

    /** Checks the settings. */
    public TransposedConvolutionLayer {
        Bounds.atLeast(NAME, "outputs", outputs, 1);
        stride = Bounds.axes(NAME, "stride", stride, 1);
    }

    /**
     * The same on all axes, with bias, beginning as PyTorch does.
     *
     * @param outputs the result's channels
     * @param stride how many times larger each axis becomes, which is the kernel's size too
     */
    public TransposedConvolutionLayer(int outputs, int stride) {
        this(outputs, List.of(stride), true, InitialWeights.UNIFORM);
    }

    /**
     * Each axis twice as large.
     *
     * @param outputs the result's channels
     * @return the layer
     */
    public static TransposedConvolutionLayer upsample(int outputs) {
        return new TransposedConvolutionLayer(outputs, 2);
    }

    /** {@return the same without a learned constant, as in front of a normalization that takes it away again} */
    public TransposedConvolutionLayer withoutBias() {
        return new TransposedConvolutionLayer(outputs, stride, false, start);
    }

    @Override
    public Value apply(Scope at, Value x) {
        List<Integer> strides = Bounds.perAxis(NAME, "stride", stride, x.shape().rank() - 2);
        List<Integer> zeros = Collections.nCopies(strides.size(), 0);
        TransposedConvolution convolution = new TransposedConvolution(new ConvolutionGeometry(strides, zeros, zeros, 1));
        Shape weightShape = ConvolutionLayer.weight(x.channels(), outputs, strides);
        // PyTorch counts the fan-in of a transposed kernel on its second axis, the outputs.
        long fanIn = weightShape.elements() / x.channels();
        Value weight = at.parameter("weight", weightShape, start.weight(fanIn));
        return bias ? x.apply(convolution, weight, at.parameter("bias", Shape.of(outputs), start.bias(fanIn)))
                : x.apply(convolution, weight);
    }
}
