package dev.factorizer.examples.cli;

/** Java's heap is too small for a user's images; smaller ones would do. */
final class LargeImagesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LargeImagesException(OutOfMemoryError cause) {
        super(cause.getMessage(), cause);
    }
}
