package dev.factorizer.backend.jvm.kernels.factorization;

import dev.factorizer.backend.jvm.kernels.products.DotProducts;
import dev.factorizer.backend.jvm.threads.Scratch;
import java.util.Arrays;

/**
 * The arrays that a factorization works with.
 *
 * @param floats factors and their gradients
 * @param lanes working space of {@link DotProducts}
 * @param sums of inner products
 * @param coupling the gradient of b, the products of the other factor's columns
 */
public record FactorWork(float[] floats, float[] lanes, double[] sums, double[] coupling) {
    private enum Buffer implements Scratch.Name { FACTORS, LANES, SUMS, COUPLING }

    /** Takes arrays of these lengths; the contents are undefined. */
    static FactorWork of(Scratch scratch, int floats, int sums, int coupling) {
        return new FactorWork(scratch.floats(Buffer.FACTORS, floats), scratch.floats(Buffer.LANES, DotProducts.WORKSPACE),
                scratch.doubles(Buffer.SUMS, sums), scratch.doubles(Buffer.COUPLING, coupling));
    }

    /**
     * sums[i · n + j] = Σ_t a[aFrom + aRows[i] + t] · floats[at + rows[j] + t] for t below {@code width}.
     *
     * @param a the first rows
     * @param aFrom where they are counted from
     * @param aRows where they begin
     * @param m how many
     * @param at where the second rows are counted from
     * @param rows where they begin
     * @param n how many
     * @param width of a row, whole vectors
     */
    void multiply(float[] a, int aFrom, int[] aRows, int m, int at, int[] rows, int n, int width) {
        Arrays.fill(sums, 0, m * n, 0);
        for (int t = 0; t < width; t += MatrixVectorProducts.CHUNK) {
            DotProducts.add(a, aFrom + t, aRows, m, floats, at + t, rows, n, Math.min(MatrixVectorProducts.CHUNK, width - t), sums, 0,
                    lanes);
        }
    }
}
