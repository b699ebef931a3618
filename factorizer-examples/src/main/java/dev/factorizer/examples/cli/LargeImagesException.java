package dev.factorizer.examples.cli;

/** Java's heap is too small for a user's images; smaller ones would do, or something else that the command knows. */
final class LargeImagesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    LargeImagesException(OutOfMemoryError cause) {
        this(cause, "use smaller images");
    }

    LargeImagesException(OutOfMemoryError cause, String remedy) {
        super(cause.getMessage(), cause);
        this.remedy = remedy;
    }

    /** What else can be done than give it more memory. */
    String remedy() {
        return remedy;
    }
}
