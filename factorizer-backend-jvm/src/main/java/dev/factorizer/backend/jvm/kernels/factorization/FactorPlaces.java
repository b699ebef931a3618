package dev.factorizer.backend.jvm.kernels.factorization;

/**
 * Where a half step finds what it needs in a {@link FactorWork}: R rows of each factor, whole vectors long, zero beyond the factor's
 * length.
 *
 * @param rank R
 * @param width of a row
 * @param rows where the rows begin, counted from the first
 * @param old the factor before the step
 * @param factor the factor after it; the same place where nothing is differentiated
 * @param a the products of the matrix with the other factor, R rows
 * @param b the products of the other factor's columns with each other, R × R
 * @param first R rows to work with
 * @param second R rows to work with
 */
record FactorPlaces(int rank, int width, int[] rows, int old, int factor, int a, int b, int first, int second) {
    /** Row r of what begins at a place. */
    int row(int at, int r) {
        return at + rows[r];
    }

    /** b of two columns. */
    int b(int r, int s) {
        return b + r * rank + s;
    }

    /** sums[r · R + s] = Σ of row r at one place times row s at another. */
    void products(FactorWork work, int at, int other) {
        work.multiply(work.floats(), at, rows, rank, other, rows, rank, width);
    }
}
