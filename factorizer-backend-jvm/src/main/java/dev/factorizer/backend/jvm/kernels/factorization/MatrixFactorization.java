package dev.factorizer.backend.jvm.kernels.factorization;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.jvm.threads.Scratch;

/**
 * One matrix in cache, replaced by its factorization, and the gradient of that: with start values that were drawn. Used by one thread
 * at a time with a {@link FactorWork} of its own.
 */
public sealed interface MatrixFactorization permits HalsRankOne, AlternatingUpdates {
    /**
     * Whether matrices are factorized in this way.
     *
     * @param settings how they are to be
     * @param matrices their shape (…, M, N)
     * @return true for drawn start values and what fits the cache
     */
    static boolean accepts(Factorization settings, Shape matrices) {
        return HalsRankOne.accepts(settings, matrices) || AlternatingUpdates.accepts(settings, matrices);
    }

    /**
     * The factorization of matrices of one size.
     *
     * @param settings solvers, rank, iterations; accepted
     * @param matrix the size
     * @param differentiated whether {@link #pullBack} will be asked for
     * @return the fastest there is
     */
    static MatrixFactorization of(Factorization settings, MatrixLayout matrix, boolean differentiated) {
        return HalsRankOne.accepts(settings, matrix.shape()) ? new HalsRankOne(matrix, settings)
                : new AlternatingUpdates(matrix, settings, differentiated);
    }

    /** {@return the layout of the matrices} */
    MatrixLayout matrix();

    /**
     * {@return the arrays that it works with}
     *
     * @param scratch where they are taken
     */
    FactorWork work(Scratch scratch);

    /**
     * Runs the iterations.
     *
     * @param x the matrix
     * @param from where it begins
     * @param start where the factors start
     * @param work gets the iterates
     */
    void iterate(float[] x, int from, FactorStart start, FactorWork work);

    /**
     * The product of the last factors: y = scale · U Vᵀ.
     *
     * @param work as {@link #iterate} left it
     * @param scale a factor
     * @param y the result, laid out like the matrix
     * @param from where it begins
     */
    void reconstruct(FactorWork work, float scale, float[] y, int from);

    /**
     * The gradient of X from that of U Vᵀ, after {@link #iterate}.
     *
     * @param x the matrix
     * @param g the gradient, laid out like the matrix; columns beyond N are zero
     * @param from where both begin
     * @param work as the iterations left it
     * @param dx the result, laid out and begun like the matrix; may be x or g
     */
    void pullBack(float[] x, float[] g, int from, FactorWork work, float[] dx);
}
