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
     * Kernel 3, the same size, with bias: what most networks are made of. The withers make others of it.
     *
     * @param outputs the result's channels
     * @return the layer
     */
    public static ConvolutionLayer of(int outputs) {
        return new ConvolutionLayer(outputs, 3, 1, 1, true);
    }

    /**
     * The stem of the network: kernel 3, the same size, without bias.
     *
     * @param outputs the result's channels
     * @return the layer
     */
    public static ConvolutionLayer stem(int outputs) {
        return of(outputs).withoutBias();
    }

    /**
     * Half the size: kernel 2, stride 2, with bias.
     *
     * @param outputs the result's channels
     * @return the layer
     */
    public static ConvolutionLayer downsample(int outputs) {
        return of(outputs).withKernel(2).withStride(2);
    }

    /**
     * The head of the network: kernel 1, with bias.
     *
     * @param outputs the result's channels
     * @return the layer
     */
    public static ConvolutionLayer head(int outputs) {
        return of(outputs).withKernel(1);
    }

    /**
     * {@return the same with another kernel, padded by (kernel − 1)/2: an odd one keeps the size}
     *
     * @param size of the kernel
     */
    public ConvolutionLayer withKernel(int size) {
        return new ConvolutionLayer(outputs, size, stride, (size - 1) / 2, bias);
    }

    /**
     * {@return the same with another step}
     *
     * @param step how many voxels it moves on
     */
    public ConvolutionLayer withStride(int step) {
        return new ConvolutionLayer(outputs, kernel, step, padding, bias);
    }

    /**
     * {@return the same with another padding}
     *
     * @param zeros on both sides
     */
    public ConvolutionLayer withPadding(int zeros) {
        return new ConvolutionLayer(outputs, kernel, stride, zeros, bias);
    }

    /** {@return the same without a learned constant, as in front of a normalization that takes it away again} */
    public ConvolutionLayer withoutBias() {
        return new ConvolutionLayer(outputs, kernel, stride, padding, false);
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
