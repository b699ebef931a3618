package dev.factorizer.reference;

import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.ConvolutionInputGradient;
import dev.factorizer.api.operations.ConvolutionWeightGradient;
import dev.factorizer.api.tensor.Shape;

/**
 * A convolution and its two gradients. All three visit the same triples (voxel of x, element of the weight, voxel of y);
 * they differ only in which of the three is summed into.
 */
final class Convolutions {
    private Convolutions() { }

    /** What is done with one triple of offsets. */
    private interface Triple {
        void visit(int x, int weight, int y);
    }

    static Numbers forward(Convolution operation, Numbers x, Numbers weight, Numbers bias, Shape shape) {
        Numbers y = Numbers.zeros(shape);
        visit(operation.window(), x.shape(), weight.shape(), shape,
                (atX, atWeight, atY) -> y.values()[atY] += x.values()[atX] * weight.values()[atWeight]);
        if (bias != null) {
            int voxels = Math.toIntExact(shape.spatial().elements());
            for (int i = 0; i < y.size(); i++) {
                y.values()[i] += bias.values()[i / voxels % shape.size(1)];
            }
        }
        return y;
    }

    static Numbers inputGradient(ConvolutionInputGradient operation, Numbers weight, Numbers g, Shape shape) {
        Numbers x = Numbers.zeros(shape);
        visit(operation.window(), shape, weight.shape(), g.shape(),
                (atX, atWeight, atY) -> x.values()[atX] += g.values()[atY] * weight.values()[atWeight]);
        return x;
    }

    static Numbers weightGradient(ConvolutionWeightGradient operation, Numbers x, Numbers g, Shape shape) {
        Numbers weight = Numbers.zeros(shape);
        visit(operation.window(), x.shape(), shape, g.shape(),
                (atX, atWeight, atY) -> weight.values()[atWeight] += g.values()[atY] * x.values()[atX]);
        return weight;
    }

    private static void visit(ConvolutionGeometry window, Shape x, Shape weight, Shape y, Triple triple) {
        int groupInputs = weight.size(1);
        int groupOutputs = weight.size(0) / window.groups();
        Shape kernel = weight.spatial();
        int voxels = Math.toIntExact(y.spatial().elements());
        int taps = Math.toIntExact(kernel.elements());
        int inputs = Math.toIntExact(x.spatial().elements());
        for (int voxel = 0; voxel < voxels; voxel++) {
            for (int tap = 0; tap < taps; tap++) {
                int source = source(window, x.spatial(), kernel, y.spatial(), voxel, tap);
                if (source < 0) {
                    continue;
                }
                for (int b = 0; b < y.size(0); b++) {
                    for (int o = 0; o < y.size(1); o++) {
                        for (int c = 0; c < groupInputs; c++) {
                            int channel = o / groupOutputs * groupInputs + c;
                            triple.visit((b * x.size(1) + channel) * inputs + source, (o * groupInputs + c) * taps + tap,
                                    (b * y.size(1) + o) * voxels + voxel);
                        }
                    }
                }
            }
        }
    }

    /** The voxel of x that a voxel of y meets at one element of the kernel; -1 in the padding. */
    private static int source(ConvolutionGeometry window, Shape x, Shape kernel, Shape y, int voxel, int tap) {
        int source = 0;
        int stride = 1;
        for (int axis = window.rank() - 1; axis >= 0; axis--) {
            int position = voxel % y.size(axis) * window.strides().get(axis) + tap % kernel.size(axis)
                    - window.low().get(axis);
            if (position < 0 || position >= x.size(axis)) {
                return -1;
            }
            source += position * stride;
            stride *= x.size(axis);
            voxel /= y.size(axis);
            tap /= kernel.size(axis);
        }
        return source;
    }
}
