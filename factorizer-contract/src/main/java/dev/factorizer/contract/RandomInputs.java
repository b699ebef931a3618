package dev.factorizer.contract;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Random sizes and numbers for one variant of a case, all from one seed. The variants differ in their sizes: all 1, small
 * primes, a mix with 1 and powers of two, one long axis.
 */
public final class RandomInputs {
    /** How many variants there are. */
    public static final int VARIANTS = 4;

    private static final int[][] SIZES = {{1}, {2, 3, 5, 7}, {1, 2, 4, 8, 13}, {2, 3}};
    private static final int[] LONG = {1, 11, 32, 1021};

    private final int variant;
    private final SplittableRandom random;

    /**
     * Inputs of one variant.
     *
     * @param seed the seed
     * @param variant which sizes, 0 to 3
     */
    public RandomInputs(long seed, int variant) {
        this.variant = variant;
        this.random = new SplittableRandom(seed * VARIANTS + variant);
    }

    /** {@return the size of an axis of which a tensor has several: 1 or more, small} */
    public int size() {
        return SIZES[variant][random.nextInt(SIZES[variant].length)];
    }

    /** {@return the size of an axis of which a tensor has one: 1 or more, long in the variant of long axes} */
    public int length() {
        return LONG[variant];
    }

    /**
     * A whole number.
     *
     * @param bound above it
     * @return 0 to bound − 1
     */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** {@return which sizes are drawn, 0 to 3} */
    public int variant() {
        return variant;
    }

    private static Tensor fill(DoubleSupplier next, int... sizes) {
        Shape shape = Shape.of(sizes);
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) next.getAsDouble();
        }
        return Tensor.of(shape, values);
    }

    /**
     * Standard normal numbers.
     *
     * @param sizes the shape
     * @return float32
     */
    public Tensor normal(int... sizes) {
        return fill(random::nextGaussian, sizes);
    }

    /**
     * Numbers in [½, 2), far from where roots and reciprocals are steep.
     *
     * @param sizes the shape
     * @return float32
     */
    public Tensor positive(int... sizes) {
        return fill(() -> random.nextDouble(0.5, 2), sizes);
    }

    /**
     * Numbers of −2 to 2 in steps of 1, so that many are equal or zero.
     *
     * @param sizes the shape
     * @return float32
     */
    public Tensor coarse(int... sizes) {
        return fill(() -> random.nextInt(-2, 3), sizes);
    }

    /**
     * Zeros and ones.
     *
     * @param sizes the shape
     * @return float32
     */
    public Tensor mask(int... sizes) {
        return fill(() -> random.nextInt(2), sizes);
    }

    /**
     * Square matrices that are far from singular: normal numbers, the diagonal moved away from 0.
     *
     * @param matrices how many
     * @param size their size
     * @return float32 (matrices, size, size)
     */
    public Tensor regular(int matrices, int size) {
        float[] values = normal(matrices, size, size).toFloats();
        for (int i = 0; i < matrices * size; i++) {
            values[i * size + i % size] += 4 * size;
        }
        return Tensor.of(values, matrices, size, size);
    }

    /**
     * Indices.
     *
     * @param count how many
     * @param bound above them
     * @return int32 (count)
     */
    public Tensor indices(int count, int bound) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(bound);
        }
        return Tensor.of(Shape.of(count), values);
    }

    /** {@return a key of random numbers, int32 (4)} */
    public Tensor key() {
        return Tensor.of(Shape.of(4), new int[] {random.nextInt(), random.nextInt(), random.nextInt(), random.nextInt()});
    }
}
