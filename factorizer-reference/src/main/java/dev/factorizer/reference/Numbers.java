package dev.factorizer.reference;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;

/** A tensor while it is computed with: all numbers are doubles, which hold every float32 and int32 exactly. */
record Numbers(Shape shape, double[] values) {
    static Numbers zeros(Shape shape) {
        return new Numbers(shape, new double[Math.toIntExact(shape.elements())]);
    }

    static Numbers of(Tensor tensor) {
        return new Numbers(tensor.shape(), tensor.toDoubles());
    }

    int size() {
        return values.length;
    }

    /** As the reference answers: float64, or int32 where the graph says so. */
    Tensor tensor(Type type) {
        if (type.dataType() != DataType.INT32) {
            return Tensor.of(shape, values.clone());
        }
        int[] whole = new int[values.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (int) values[i];
        }
        return Tensor.of(shape, whole);
    }
}
