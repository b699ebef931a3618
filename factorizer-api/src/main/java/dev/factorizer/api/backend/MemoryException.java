package dev.factorizer.api.backend;

import java.util.OptionalLong;

/** A program needs more memory than there is. What to do depends on who asked for the program, so the problem can be had alone. */
public final class MemoryException extends BackendException {
    private static final long serialVersionUID = 1L;

    /** What needs how much. */
    private final String problem;
    /** Bytes. */
    private final long needed;

    /**
     * A program that was refused before anything was allocated.
     *
     * @param problem what needs how much, and how much there is
     * @param remedy what to do
     * @param neededBytes what it needs
     */
    public MemoryException(String problem, String remedy, long neededBytes) {
        super(problem + "; " + remedy);
        this.problem = problem;
        this.needed = neededBytes;
    }

    /**
     * Memory that could not be allocated.
     *
     * @param problem what failed and why
     * @param remedy what to do
     * @param cause what was thrown
     */
    public MemoryException(String problem, String remedy, Throwable cause) {
        super(problem + "; " + remedy, cause);
        this.problem = problem;
        this.needed = -1;
    }

    /** {@return the message without the remedy} */
    public String problem() {
        return problem;
    }

    /** {@return the bytes that are needed; empty where that is not known} */
    public OptionalLong neededBytes() {
        return needed < 0 ? OptionalLong.empty() : OptionalLong.of(needed);
    }
}
