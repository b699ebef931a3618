package dev.factorizer.golden;

/** A case's tensors are not those of the computation: it fails. */
final class MismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MismatchException(String problem) {
        super(problem);
    }
}
