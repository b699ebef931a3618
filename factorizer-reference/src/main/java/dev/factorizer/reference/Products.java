package dev.factorizer.reference;

import dev.factorizer.api.operations.MatrixMultiply;
import dev.factorizer.api.tensor.Shape;

/** {@link MatrixMultiply} as three nested loops. */
final class Products {
    private Products() { }

    static Numbers multiply(MatrixMultiply operation, Numbers a, Numbers b, Shape shape) {
        Numbers y = Numbers.zeros(shape);
        int rows = shape.size(-2);
        int columns = shape.size(-1);
        int inner = a.shape().size(operation.transposeFirst() ? -2 : -1);
        Shape batch = shape.range(0, shape.rank() - 2);
        int[] atA = Offsets.broadcast(batch, a.shape().range(0, a.shape().rank() - 2));
        int[] atB = Offsets.broadcast(batch, b.shape().range(0, b.shape().rank() - 2));
        int rowA = operation.transposeFirst() ? 1 : inner;
        int innerA = operation.transposeFirst() ? rows : 1;
        int columnB = operation.transposeSecond() ? inner : 1;
        int innerB = operation.transposeSecond() ? 1 : columns;
        for (int matrix = 0; matrix < atA.length; matrix++) {
            int startA = atA[matrix] * rows * inner;
            int startB = atB[matrix] * inner * columns;
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    double sum = 0;
                    for (int k = 0; k < inner; k++) {
                        sum += a.values()[startA + i * rowA + k * innerA] * b.values()[startB + k * innerB + j * columnB];
                    }
                    y.values()[(matrix * rows + i) * columns + j] = sum;
                }
            }
        }
        return y;
    }
}
