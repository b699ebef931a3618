package dev.factorizer.api.tensor;

/** Shapes, data types or settings of an operation do not fit; the message says which, what was expected and found. */
public class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception with a message.
     *
     * @param message what, where, expected, found
     */
    public ShapeException(String message) {
        super(message);
    }
}
