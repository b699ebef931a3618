package dev.factorizer.backend.tornado.kernels;

/**
 * All kernels. A device finds each by its constant; the Java virtual machine runs its {@link #body}.
 *
 * <p>A kernel that finds something wrong which only the data shows, such as an index outside its axis, can't throw: it sets the
 * first element of the integers to the number of its task (counted from 1), which is its last setting, and the second to what it
 * found, unless the first is set already.
 */
public enum Kernel {
    /** A number everywhere. */
    FILL(ElementBodies::fill),
    /** A whole number everywhere. */
    FILL_INTEGERS(ElementBodies::fillIntegers),
    /** x as it is. */
    COPY(ElementBodies::copy),
    /** Whole numbers as they are. */
    COPY_INTEGERS(ElementBodies::copyIntegers),
    /** −x. */
    NEGATE(ElementBodies::negate),
    /** a + b. */
    ADD(ElementBodies::add),

    /** Normalisation over the channels. */
    LAYER_NORM(LayerNormBodies::forward),
    /** Its means and scales. */
    LAYER_NORM_STATISTICS(LayerNormBodies::statistics),
    /** The gradient of its input. */
    LAYER_NORM_INPUT_GRADIENT(LayerNormBodies::inputGradient),
    /** Sums over chunks of voxels for the gradients of its weight and bias. */
    LAYER_NORM_PARAMETER_SUMS(LayerNormBodies::parameterSums),
    /** Sums of a matrix's columns. */
    COLUMN_SUMS(LayerNormBodies::columnSums),

    /** Matrices of eight rows factorized by alternating least squares of rank 1. */
    HALS_EIGHT_ROWS(HalsEightRows::forward),
    /** The same for any number of rows. */
    HALS_ANY_ROWS(HalsAnyRows::forward),
    /** The gradient of the matrices. */
    HALS_ANY_ROWS_GRADIENT(HalsAnyRows::gradient);

    private final Body body;

    Kernel(Body body) {
        this.body = body;
    }

    /**
     * What one of its work items does.
     *
     * @return the body
     */
    public Body body() {
        return body;
    }
}
