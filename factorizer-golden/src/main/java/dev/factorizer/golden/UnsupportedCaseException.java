package dev.factorizer.golden;

/** A case asks for something that cannot be computed with the API: it is counted and named, not failed. */
final class UnsupportedCaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedCaseException(String reason) {
        super(reason);
    }
}
