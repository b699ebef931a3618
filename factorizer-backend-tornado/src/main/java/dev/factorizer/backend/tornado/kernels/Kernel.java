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
    ADD(ElementBodies::add);

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
