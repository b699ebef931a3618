package dev.factorizer.api.network;

import dev.factorizer.api.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** Where a parameter's values come from before training. The values depend on seed and name alone. */
public sealed interface Initializer {
    /** All zero. */
    Initializer ZEROS = new Fixed(0);

    /** All one. */
    Initializer ONES = new Fixed(1);

    /**
     * One number everywhere.
     *
     * @param number the number
     */
    record Fixed(float number) implements Initializer { }

    /**
     * Uniform in [low, high).
     *
     * @param low the lower bound
     * @param high the upper bound
     */
    record Uniform(double low, double high) implements Initializer { }

    /**
     * Normal with mean 0.
     *
     * @param deviation the standard deviation
     */
    record Normal(double deviation) implements Initializer { }

    /**
     * Values that are known, such as a table computed from the shape.
     *
     * @param values one for each element, row-major; not copied
     */
    record Given(float[] values) implements Initializer {
        @Override
        public boolean equals(Object other) {
            return other instanceof Given given && Arrays.equals(values, given.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return "Given[" + values.length + " values]";
        }
    }

    /**
     * What PyTorch gives weights and biases of convolutions and linear layers by default (Kaiming uniform with a = √5):
     * uniform within ±1/√fan-in.
     *
     * @param fanIn input channels of a group times kernel volume
     * @return the initializer
     */
    static Initializer kaimingUniform(long fanIn) {
        double bound = 1 / Math.sqrt(Math.max(1, fanIn));
        return new Uniform(-bound, bound);
    }

    /**
     * Draws the values of a parameter.
     *
     * @param seed the seed of the network
     * @param name the parameter's name
     * @param shape its shape
     * @return its values, row-major
     */
    default float[] draw(long seed, String name, Shape shape) {
        if (this instanceof Given given) {
            if (given.values().length != shape.elements()) {
                throw new IllegalArgumentException("initializer: " + given.values().length + " values are given for \"" + name
                        + "\", expected " + shape.elements() + " for its shape " + shape);
            }
            return given.values().clone();
        }
        CRC32 hash = new CRC32();
        hash.update(name.getBytes(StandardCharsets.UTF_8));
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + hash.getValue());
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (this) {
                case Fixed fixed -> fixed.number();
                // 24 bits: a float holds them exactly, so that the upper bound is never reached by rounding.
                case Uniform uniform -> (float) (uniform.low()
                        + (uniform.high() - uniform.low()) * (random.nextInt(1 << 24) * 0x1p-24));
                case Normal normal -> (float) (normal.deviation() * random.nextGaussian());
                case Given given -> given.values()[i];
            };
        }
        return values;
    }
}
