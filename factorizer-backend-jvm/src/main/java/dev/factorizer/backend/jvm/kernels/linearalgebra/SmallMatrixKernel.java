package dev.factorizer.backend.jvm.kernels.linearalgebra;

import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Small linear systems and singular vectors, one matrix after another in double precision. */
public final class SmallMatrixKernel {
    private SmallMatrixKernel() { }

    /**
     * Solves A Z = B for a batch of systems.
     *
     * @param a (batch, n, n)
     * @param b (batch, n, columns)
     * @param z the result (batch, n, columns)
     * @param batch how many
     * @param n unknowns
     * @param columns right-hand sides
     * @param workers who computes
     * @throws ArithmeticException if a matrix is singular
     */
    public static void solve(MemorySegment a, MemorySegment b, MemorySegment z, int batch, int n, int columns,
            Workers workers) {
        workers.forEach(batch, (system, scratch) -> {
            double[] m = read(a, (long) system * n * n, n * n);
            double[] x = read(b, (long) system * n * columns, n * columns);
            eliminate(m, x, n, columns, system);
            for (int i = 0; i < x.length; i++) {
                z.setAtIndex(ValueLayout.JAVA_FLOAT, (long) system * n * columns + i, (float) x[i]);
            }
        });
    }

    private static double[] read(MemorySegment source, long from, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = source.getAtIndex(ValueLayout.JAVA_FLOAT, from + i);
        }
        return values;
    }

    private static void eliminate(double[] m, double[] x, int n, int columns, int system) {
        for (int step = 0; step < n; step++) {
            int pivot = step;
            for (int row = step + 1; row < n; row++) {
                if (Math.abs(m[row * n + step]) > Math.abs(m[pivot * n + step])) {
                    pivot = row;
                }
            }
            if (!(Math.abs(m[pivot * n + step]) > 0)) {
                throw new ArithmeticException("system " + system + " is singular, expected a matrix of full rank");
            }
            swapRows(m, step, pivot, n);
            swapRows(x, step, pivot, columns);
            for (int row = step + 1; row < n; row++) {
                double factor = m[row * n + step] / m[step * n + step];
                for (int k = step; k < n; k++) {
                    m[row * n + k] -= factor * m[step * n + k];
                }
                for (int k = 0; k < columns; k++) {
                    x[row * columns + k] -= factor * x[step * columns + k];
                }
            }
        }
        for (int row = n - 1; row >= 0; row--) {
            for (int k = 0; k < columns; k++) {
                double sum = x[row * columns + k];
                for (int other = row + 1; other < n; other++) {
                    sum -= m[row * n + other] * x[other * columns + k];
                }
                x[row * columns + k] = sum / m[row * n + row];
            }
        }
    }

    private static void swapRows(double[] m, int first, int second, int width) {
        for (int k = 0; k < width && first != second; k++) {
            double held = m[first * width + k];
            m[first * width + k] = m[second * width + k];
            m[second * width + k] = held;
        }
    }

    /**
     * The leading singular vectors of a batch of matrices, by one-sided Jacobi rotations.
     *
     * @param x (batch, rows, columns)
     * @param u result (batch, rows, rank)
     * @param s result (batch, rank), descending
     * @param v result (batch, columns, rank)
     * @param batch how many
     * @param rows M
     * @param columns N
     * @param rank R
     * @param workers who computes
     */
    public static void singularVectors(MemorySegment x, MemorySegment u, MemorySegment s, MemorySegment v, int batch,
            int rows, int columns, int rank, Workers workers) {
        workers.forEach(batch, (index, scratch) -> {
            double[] matrix = read(x, (long) index * rows * columns, rows * columns);
            boolean wide = columns > rows;
            OneSidedJacobi found = wide ? OneSidedJacobi.of(matrix, rows, columns)
                    : OneSidedJacobi.of(transpose(matrix, rows, columns), columns, rows);
            for (int r = 0; r < rank; r++) {
                double[] left = wide ? found.rotation(r) : found.vector(r);
                double[] right = wide ? found.vector(r) : found.rotation(r);
                double sign = largest(left) < 0 ? -1 : 1;
                s.setAtIndex(ValueLayout.JAVA_FLOAT, (long) index * rank + r, (float) found.value(r));
                write(u, (long) index * rows * rank + r, rank, left, sign);
                write(v, (long) index * columns * rank + r, rank, right, sign);
            }
        });
    }

    private static double[] transpose(double[] m, int rows, int columns) {
        double[] turned = new double[m.length];
        for (int i = 0; i < m.length; i++) {
            turned[i % columns * rows + i / columns] = m[i];
        }
        return turned;
    }

    private static double largest(double[] vector) {
        double found = 0;
        for (double value : vector) {
            if (Math.abs(value) > Math.abs(found)) {
                found = value;
            }
        }
        return found;
    }

    private static void write(MemorySegment target, long from, int step, double[] values, double sign) {
        for (int i = 0; i < values.length; i++) {
            target.setAtIndex(ValueLayout.JAVA_FLOAT, from + (long) i * step, (float) (sign * values[i]));
        }
    }
}
