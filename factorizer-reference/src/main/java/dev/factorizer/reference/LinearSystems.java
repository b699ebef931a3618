package dev.factorizer.reference;

import dev.factorizer.api.tensor.Shape;

/** {@link dev.factorizer.api.operations.Solve} by Gaussian elimination with partial pivoting. */
final class LinearSystems {
    private LinearSystems() { }

    static Numbers solve(Numbers a, Numbers b) {
        Shape shape = b.shape();
        int size = shape.size(-2);
        int columns = shape.size(-1);
        Numbers z = new Numbers(shape, b.values().clone());
        double[] left = a.values().clone();
        int systems = size * columns == 0 ? 0 : z.size() / (size * columns);
        for (int s = 0; s < systems; s++) {
            eliminate(left, s * size * size, z.values(), s * size * columns, size, columns, s);
        }
        return z;
    }

    private static void eliminate(double[] a, int atA, double[] z, int atZ, int size, int columns, int system) {
        for (int step = 0; step < size; step++) {
            int pivot = step;
            for (int row = step + 1; row < size; row++) {
                if (Math.abs(a[atA + row * size + step]) > Math.abs(a[atA + pivot * size + step])) {
                    pivot = row;
                }
            }
            double divisor = a[atA + pivot * size + step];
            if (divisor == 0 || Double.isNaN(divisor)) {
                throw new ArithmeticException("system " + system + " of size " + size + " is singular: no pivot in column "
                        + step);
            }
            swapRows(a, atA, size, step, pivot);
            swapRows(z, atZ, columns, step, pivot);
            for (int row = 0; row < size; row++) {
                double factor = a[atA + row * size + step] / divisor;
                if (row != step && factor != 0) {
                    subtractRow(a, atA, size, row, step, factor);
                    subtractRow(z, atZ, columns, row, step, factor);
                }
            }
        }
        for (int row = 0; row < size; row++) {
            for (int k = 0; k < columns; k++) {
                z[atZ + row * columns + k] /= a[atA + row * size + row];
            }
        }
    }

    private static void swapRows(double[] m, int at, int columns, int i, int j) {
        for (int k = 0; k < columns; k++) {
            double held = m[at + i * columns + k];
            m[at + i * columns + k] = m[at + j * columns + k];
            m[at + j * columns + k] = held;
        }
    }

    private static void subtractRow(double[] m, int at, int columns, int row, int step, double factor) {
        for (int k = 0; k < columns; k++) {
            m[at + row * columns + k] -= factor * m[at + step * columns + k];
        }
    }
}
