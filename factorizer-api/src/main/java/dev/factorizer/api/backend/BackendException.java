package dev.factorizer.api.backend;

/** A backend is missing or failed; the message says why and what to do. */
public class BackendException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An exception with a message.
     *
     * @param message what failed, why, what to do
     */
    public BackendException(String message) {
        super(message);
    }

    /**
     * An exception with a cause.
     *
     * @param message what failed, why, what to do
     * @param cause what lies behind it
     */
    public BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
