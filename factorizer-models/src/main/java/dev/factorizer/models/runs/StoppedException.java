package dev.factorizer.models.runs;

/** The user wants a training to end, while it does something that takes long and can be done again. */
final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("the training is to end");
    }
}
