package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Numbers in double with any number of axes: what tests compute by definition, one element at a time. */
record Grid(int[] sizes, double[] values) {
    /** Each element from its index. */
    static Grid of(int[] sizes, ToDoubleFunction<int[]> element) {
        double[] values = new double[Math.toIntExact(Shape.of(sizes).elements())];
        int[] index = new int[sizes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = element.applyAsDouble(index);
            for (int axis = sizes.length - 1; axis >= 0 && ++index[axis] == sizes[axis]; axis--) {
                index[axis] = 0;
            }
        }
        return new Grid(sizes, values);
    }

    /** Floats in [-2, 2), exactly representable. */
    static Grid random(Random random, int... sizes) {
        return of(sizes, index -> random.nextFloat() * 4 - 2);
    }

    static Grid of(Tensor tensor) {
        return new Grid(tensor.shape().sizes(), tensor.toDoubles());
    }

    /** The element at an index; axes this has fewer of are left off, axes of size 1 are repeated. */
    double at(int... index) {
        int position = 0;
        for (int axis = 0; axis < sizes.length; axis++) {
            int i = index[index.length - sizes.length + axis];
            position = position * sizes[axis] + (sizes[axis] == 1 ? 0 : i);
        }
        return values[position];
    }

    Tensor tensor() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return Tensor.of(Shape.of(sizes), floats);
    }

    /** Fails unless a result has this shape and these values, up to a tolerance relative to the greatest of them. */
    void assertNear(Tensor found, double tolerance, String what) {
        assertArrayEquals(sizes, found.shape().sizes(), what);
        double most = 1;
        for (double value : values) {
            most = Math.max(most, Double.isFinite(value) ? Math.abs(value) : 0);
        }
        double[] other = found.toDoubles();
        for (int i = 0; i < other.length; i++) {
            int at = i;
            assertEquals(values[i], other[i], tolerance * most, () -> what + ", element " + at);
        }
    }
}
