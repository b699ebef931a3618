package dev.factorizer.io.dicom.codecs;

/** A frame can't be decoded; the message says why, to stand behind its name. */
public final class UndecodableFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * An exception about a frame.
     *
     * @param problem what was expected and found
     */
    public UndecodableFrameException(String problem) {
        super(problem);
    }

    /**
     * An exception about a frame, with a cause.
     *
     * @param problem what was expected and found
     * @param cause what lies behind it
     */
    public UndecodableFrameException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
