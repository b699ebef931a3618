package dev.factorizer.examples.wiring;

/** A name that the user chose does not exist: a mistake in how the program was called, not in what it did. */
public final class UnknownNameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception with a message.
     *
     * @param message which name, and which exist
     */
    public UnknownNameException(String message) {
        super(message);
    }
}
