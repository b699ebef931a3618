package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.tensor.Shape;
import java.util.Arrays;

/**
 * A convolution with the same kernel, stride and padding on all axes: (B, C, S…) → (B, outputs, S'…). Parameters {@code
 * weight} (outputs, C, kernel…) and {@code bias} (outputs).
 *
 * @param outputs the result's channels
 * @param kernel the kernel's size
 * @param stride the step
 * @param padding zeros on both sides
 * @param bias whether a learned constant is added
 */
public record ConvolutionLayer(int outputs, int kernel, int stride, int padding, boolean bias) implements Layer {
    /** Checks the settings. */
    public ConvolutionLayer {
        Bounds.atLeast("convolution", "outputs", outputs, 1);
        Bounds.atLeast("convolution", "kernel", kernel, 1);
        Bounds.atLeast("convolution", "stride", stride, 1);
        Bounds.atLeast("convolution", "padding", padding, 0);
    }

    /**
     * The stem of the network: kernel 3, the same size, without bias.
     *
     * @param outputs the result's channels
     * @return the layer
     */
    public static ConvolutionLayer stem(int outputs) {
        return new ConvolutionLayer(outputs, 3, 1, 1, false);
    }

    /**
     * Half the size: kernel 2, stride 2, with bias.
     *
     * @param outputs the result's channels
     * @return the layer
     */
    public static ConvolutionLayer downsample(int outputs) {
        return new ConvolutionLayer(outputs, 2, 2, 0, true);
    }

    /**
     * The head of the network: kernel 1, with bias.
     *
     * @param outputs the result's channels
     * @return the layer
     */
    public static ConvolutionLayer head(int outputs) {
        return new ConvolutionLayer(outputs, 1, 1, 0, true);
    }

    @Override
    public Value apply(Scope at, Value x) {
        int[] sizes = kernel(x.shape().rank() - 2, outputs, x.channels(), kernel);
        Initializer uniform = Initializer.kaimingUniform(Shape.of(sizes).elements() / outputs);
        Value weight = at.parameter("weight", Shape.of(sizes), uniform);
        Convolution convolution = new Convolution(ConvolutionGeometry.of(x.shape().rank() - 2, stride, padding, 1));
        return bias ? x.apply(convolution, weight, at.parameter("bias", Shape.of(outputs), uniform))
                : x.apply(convolution, weight);
    }

    /** The sizes of a kernel's weight. */
    static int[] kernel(int rank, int first, int second, int size) {
        int[] sizes = new int[2 + rank];
        Arrays.fill(sizes, size);
        sizes[0] = first;
        sizes[1] = second;
        return sizes;
    }
}
