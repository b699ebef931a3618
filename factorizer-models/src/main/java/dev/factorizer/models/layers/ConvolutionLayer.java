package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.tensor.Shape;
import java.util.List;

/**
 * A convolution: (B, C, S…) → (B, outputs, S'…). Parameters {@code weight} (outputs, C, kernel…) and {@code bias} (outputs).
 *
 * @param outputs the result's channels
 * @param kernel the kernel's size: one number for all axes, or one for each
 * @param stride the step, likewise
 * @param padding zeros on both sides, likewise
 * @param bias whether a learned constant is added
 * @param start what the parameters are before training
 */
public record ConvolutionLayer(int outputs, List<Integer> kernel, List<Integer> stride, List<Integer> padding, boolean bias,
        InitialWeights start) implements Layer {
    /** Checks the settings. */
    public ConvolutionLayer {
        Bounds.atLeast("convolution", "outputs", outputs, 1);
        kernel = Bounds.axes("convolution", "kernel", kernel, 1);
        stride = Bounds.axes("convolution", "stride", stride, 1);
        padding = Bounds.axes("convolution", "padding", padding, 0);
    }

    /**
     * The same on all axes, beginning as PyTorch does.
     *
     * @param outputs the result's channels
     * @param kernel the kernel's size
     * @param stride the step
     * @param padding zeros on both sides
     * @param bias whether a learned constant is added
     */
    public ConvolutionLayer(int outputs, int kernel, int stride, int padding, boolean bias) {
        this(outputs, List.of(kernel), List.of(stride), List.of(padding), bias, InitialWeights.UNIFORM);
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
        return withKernel(List.of(size));
    }

    /**
     * {@return the same with another kernel, padded by (kernel − 1)/2: an odd one keeps the size}
     *
     * @param sizes of the kernel: one number for all axes, or one for each
     */
    public ConvolutionLayer withKernel(List<Integer> sizes) {
        return new ConvolutionLayer(outputs, sizes, stride, sizes.stream().map(size -> (size - 1) / 2).toList(), bias, start);
    }

    /**
     * {@return the same with another step}
     *
     * @param step how many voxels it moves on
     */
    public ConvolutionLayer withStride(int step) {
        return withStride(List.of(step));
    }

    /**
     * {@return the same with another step}
     *
     * @param steps how many voxels it moves on: one number for all axes, or one for each
     */
    public ConvolutionLayer withStride(List<Integer> steps) {
        return new ConvolutionLayer(outputs, kernel, steps, padding, bias, start);
    }

    /**
     * {@return the same with another padding}
     *
     * @param zeros on both sides
     */
    public ConvolutionLayer withPadding(int zeros) {
        return withPadding(List.of(zeros));
    }

    /**
     * {@return the same with another padding}
     *
     * @param zeros on both sides: one number for all axes, or one for each
     */
    public ConvolutionLayer withPadding(List<Integer> zeros) {
        return new ConvolutionLayer(outputs, kernel, stride, zeros, bias, start);
    }

    /** {@return the same without a learned constant, as in front of a normalization that takes it away again} */
    public ConvolutionLayer withoutBias() {
        return new ConvolutionLayer(outputs, kernel, stride, padding, false, start);
    }

    /**
     * {@return the same with other parameters before training}
     *
     * @param other what they are
     */
    public ConvolutionLayer withStart(InitialWeights other) {
        return new ConvolutionLayer(outputs, kernel, stride, padding, bias, other);
    }

    @Override
    public Value apply(Scope at, Value x) {
        int rank = x.shape().rank() - 2;
        Shape weightShape = weight(outputs, x.channels(), Bounds.perAxis("convolution", "kernel", kernel, rank));
        long fanIn = weightShape.elements() / outputs;
        List<Integer> zeros = Bounds.perAxis("convolution", "padding", padding, rank);
        Convolution convolution = new Convolution(new ConvolutionGeometry(
                Bounds.perAxis("convolution", "stride", stride, rank), zeros, zeros, 1));
        Value weight = at.parameter("weight", weightShape, start.weight(fanIn));
        return bias ? x.apply(convolution, weight, at.parameter("bias", Shape.of(outputs), start.bias(fanIn)))
                : x.apply(convolution, weight);
    }

    /** The shape of a kernel's weight. */
    static Shape weight(int first, int second, List<Integer> kernel) {
        return Shape.of(first, second).append(kernel.stream().mapToInt(Integer::intValue).toArray());
    }
}
