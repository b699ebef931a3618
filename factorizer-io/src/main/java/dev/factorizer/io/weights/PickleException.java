package dev.factorizer.io.weights;

/** A pickle is damaged or asks for something that is not understood; turned into a message with the file's name. */
final class PickleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PickleException(String message) {
        super(message);
    }
}
