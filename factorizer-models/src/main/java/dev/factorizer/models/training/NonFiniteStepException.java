package dev.factorizer.models.training;

/** The loss or a gradient of a step was infinite or not a number. The step changed nothing; the message says where it began. */
public final class NonFiniteStepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long step;

    NonFiniteStepException(long step, String message) {
        super(message);
        this.step = step;
    }

    /** {@return the step that failed, from 1} */
    public long step() {
        return step;
    }
}
