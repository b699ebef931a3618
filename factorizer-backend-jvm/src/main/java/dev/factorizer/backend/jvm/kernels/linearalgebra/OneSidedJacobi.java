package dev.factorizer.backend.jvm.kernels.linearalgebra;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Singular value decomposition of a matrix with few rows: plane rotations make its rows orthogonal; their lengths are the
 * singular values, their directions the right vectors, and the rotations the left ones.
 */
final class OneSidedJacobi {
    private static final int SWEEPS = 60;
    private static final double TOLERANCE = 1e-15;

    private final double[][] rows;
    private final double[][] rotations;
    private final double[] values;
    private final int[] order;

    private OneSidedJacobi(double[][] rows, double[][] rotations) {
        this.rows = rows;
        this.rotations = rotations;
        this.values = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            values[i] = Math.sqrt(dot(rows[i], rows[i]));
        }
        this.order = IntStream.range(0, rows.length).boxed().sorted(Comparator.comparingDouble(i -> -values[i]))
                .mapToInt(Integer::intValue).toArray();
    }

    /** Decomposes a row-major matrix of m rows, m at most n. */
    static OneSidedJacobi of(double[] matrix, int m, int n) {
        double[][] rows = new double[m][n];
        double[][] rotations = new double[m][m];
        for (int i = 0; i < m; i++) {
            System.arraycopy(matrix, i * n, rows[i], 0, n);
            rotations[i][i] = 1;
        }
        boolean turned = true;
        for (int sweep = 0; sweep < SWEEPS && turned; sweep++) {
            turned = false;
            for (int i = 0; i < m; i++) {
                for (int j = i + 1; j < m; j++) {
                    turned |= rotate(rows, rotations, i, j);
                }
            }
        }
        return new OneSidedJacobi(rows, rotations);
    }

    private static boolean rotate(double[][] rows, double[][] rotations, int i, int j) {
        double a = dot(rows[i], rows[i]);
        double b = dot(rows[j], rows[j]);
        double c = dot(rows[i], rows[j]);
        if (c == 0 || Math.abs(c) <= TOLERANCE * Math.sqrt(a * b)) {
            return false;
        }
        double zeta = (b - a) / (2 * c);
        double tangent = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        double cosine = 1 / Math.sqrt(1 + tangent * tangent);
        double sine = cosine * tangent;
        turn(rows[i], rows[j], cosine, sine);
        turn(rotations[i], rotations[j], cosine, sine);
        return true;
    }

    private static void turn(double[] a, double[] b, double cosine, double sine) {
        for (int k = 0; k < a.length; k++) {
            double first = a[k];
            a[k] = cosine * first - sine * b[k];
            b[k] = sine * first + cosine * b[k];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The r-th largest singular value. */
    double value(int r) {
        return values[order[r]];
    }

    /** Its vector on the long side, of length 1; zeros for a value of 0. */
    double[] vector(int r) {
        double[] row = rows[order[r]].clone();
        for (int i = 0; i < row.length && value(r) > 0; i++) {
            row[i] /= value(r);
        }
        return row;
    }

    /** Its vector on the short side: how the rows were combined. */
    double[] rotation(int r) {
        return rotations[order[r]];
    }
}
