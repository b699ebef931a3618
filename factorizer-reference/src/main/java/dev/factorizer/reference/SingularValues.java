package dev.factorizer.reference;

import dev.factorizer.api.operations.SingularVectors;
import dev.factorizer.api.tensor.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@link SingularVectors} by one-sided Jacobi rotations: columns are rotated in pairs until all are orthogonal; their norms
 * are the singular values (Golub and Van Loan, section 8.6).
 */
final class SingularValues {
    private static final int MOST_SWEEPS = 60;
    private static final double ORTHOGONAL = 1e-15;

    private SingularValues() { }

    static List<Numbers> decompose(int rank, Numbers x, List<Shape> shapes) {
        int rows = x.shape().size(-2);
        int columns = x.shape().size(-1);
        List<Numbers> results = shapes.stream().map(Numbers::zeros).toList();
        for (int matrix = 0; matrix < x.size() / (rows * columns); matrix++) {
            // Rotating the shorter side leaves fewer pairs, and every column then has a direction.
            boolean turned = rows < columns;
            double[][] a = turned ? rowsOf(x, matrix, rows, columns) : columnsOf(x, matrix, rows, columns);
            double[][] rotation = orthogonalize(a);
            store(matrix, rank, a, rotation, turned, results);
        }
        return results;
    }

    private static double[][] columnsOf(Numbers x, int matrix, int rows, int columns) {
        double[][] a = new double[columns][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                a[j][i] = x.values()[(matrix * rows + i) * columns + j];
            }
        }
        return a;
    }

    private static double[][] rowsOf(Numbers x, int matrix, int rows, int columns) {
        double[][] a = new double[rows][];
        for (int i = 0; i < rows; i++) {
            int start = (matrix * rows + i) * columns;
            a[i] = Arrays.copyOfRange(x.values(), start, start + columns);
        }
        return a;
    }

    /** Makes the vectors orthogonal; answers the rotation that did it, one vector a row. */
    private static double[][] orthogonalize(double[][] a) {
        double[][] rotation = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            rotation[i][i] = 1;
        }
        boolean rotated = true;
        for (int sweep = 0; rotated && sweep < MOST_SWEEPS; sweep++) {
            rotated = false;
            for (int p = 0; p < a.length; p++) {
                for (int q = p + 1; q < a.length; q++) {
                    double pp = dot(a[p], a[p]);
                    double qq = dot(a[q], a[q]);
                    double pq = dot(a[p], a[q]);
                    if (Math.abs(pq) <= ORTHOGONAL * Math.sqrt(pp * qq)) {
                        continue;
                    }
                    rotated = true;
                    double zeta = (qq - pp) / (2 * pq);
                    double tangent = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
                    double cosine = 1 / Math.hypot(1, tangent);
                    rotate(a[p], a[q], cosine, cosine * tangent);
                    rotate(rotation[p], rotation[q], cosine, cosine * tangent);
                }
            }
        }
        return rotation;
    }

    private static void rotate(double[] p, double[] q, double cosine, double sine) {
        for (int i = 0; i < p.length; i++) {
            double held = p[i];
            p[i] = cosine * held - sine * q[i];
            q[i] = sine * held + cosine * q[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static void store(int matrix, int rank, double[][] a, double[][] rotation, boolean turned,
            List<Numbers> results) {
        double[] values = Arrays.stream(a).mapToDouble(vector -> Math.sqrt(dot(vector, vector))).toArray();
        int[] order = IntStream.range(0, a.length).boxed().sorted(Comparator.comparingDouble(i -> -values[i]))
                .mapToInt(i -> i).toArray();
        for (int r = 0; r < rank; r++) {
            double value = values[order[r]];
            double[] scaled = Arrays.stream(a[order[r]]).map(number -> value == 0 ? 0 : number / value).toArray();
            double[] u = turned ? rotation[order[r]] : scaled;
            double[] v = turned ? scaled : rotation[order[r]];
            double sign = largest(u) < 0 ? -1 : 1;
            results.get(1).values()[matrix * rank + r] = value;
            place(results.get(0), matrix, rank, r, u, sign);
            place(results.get(2), matrix, rank, r, v, sign);
        }
    }

    /** The entry of largest magnitude: its sign makes the vectors unique. */
    private static double largest(double[] vector) {
        double found = 0;
        for (double number : vector) {
            found = Math.abs(number) > Math.abs(found) ? number : found;
        }
        return found;
    }

    private static void place(Numbers target, int matrix, int rank, int r, double[] vector, double sign) {
        for (int i = 0; i < vector.length; i++) {
            target.values()[(matrix * vector.length + i) * rank + r] = sign * vector[i];
        }
    }
}
