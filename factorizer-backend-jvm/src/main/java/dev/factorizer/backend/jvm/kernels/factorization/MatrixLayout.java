package dev.factorizer.backend.jvm.kernels.factorization;

import dev.factorizer.api.tensor.Shape;
import jdk.incubator.vector.FloatVector;

/**
 * How matrices lie in an array in cache: row by row, each row in whole vectors.
 *
 * @param rows M
 * @param columns N
 */
public record MatrixLayout(int rows, int columns) {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
    private static final int LINE = 16;
    private static final int CONFLICTING = 256;

    /** {@return M × N} */
    Shape shape() {
        return Shape.of(rows, columns);
    }

    /** {@return the number of columns computed: N rounded up to whole vectors; those beyond N are zero} */
    public int width() {
        return (columns + LANES - 1) / LANES * LANES;
    }

    /**
     * The distance of rows.
     *
     * @return {@link #width}, made an odd number of cache lines where the rows of a matrix would else compete for the same few
     *     places of the first-level cache
     */
    public int stride() {
        return width() < CONFLICTING ? width() : Math.ceilDiv(width(), LINE) * LINE | LINE;
    }

    /**
     * The distance of matrices that lie side by side.
     *
     * @return an odd number of cache lines for the same reason
     */
    public int distance() {
        return Math.ceilDiv(rows * stride(), LINE) * LINE | LINE;
    }
}
