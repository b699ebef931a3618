package dev.factorizer.models.layers;

import dev.factorizer.api.network.Initializer;

/** What weights and biases of a convolution are before training, given its fan-in: input channels of a group times kernel volume. */
public enum InitialWeights {
    /** PyTorch's default: both uniform within ±1/√fan-in. */
    UNIFORM {
        @Override
        Initializer weight(long fanIn) {
            return Initializer.kaimingUniform(fanIn);
        }

        @Override
        Initializer bias(long fanIn) {
            return Initializer.kaimingUniform(fanIn);
        }
    },

    /**
     * For a leaky ReLU of slope 0.01 (He et al. 2015, equation 15): weights normal with variance 2/((1 + 0.01²) · fan-in), biases
     * zero. nnU-Net begins with these.
     */
    NORMAL {
        @Override
        Initializer weight(long fanIn) {
            return new Initializer.Normal(Math.sqrt(2 / ((1 + SLOPE * SLOPE) * Math.max(1, fanIn))));
        }

        @Override
        Initializer bias(long fanIn) {
            return Initializer.ZEROS;
        }
    };

    private static final double SLOPE = 0.01;

    abstract Initializer weight(long fanIn);

    abstract Initializer bias(long fanIn);
}
