package dev.factorizer.golden;

/** What became of a case. */
public sealed interface GoldenOutcome {
    /** {@return the case's name} */
    String name();

    /**
     * All values agree.
     *
     * @param name the case's name
     * @param error the greatest error of its tensors
     * @param where the tensor with that error; empty where nothing was compared by number
     */
    record Passed(String name, double error, String where) implements GoldenOutcome { }

    /**
     * A value differs, or the case could not be run.
     *
     * @param name the case's name
     * @param message which tensor, the error and what was allowed; or what was thrown
     */
    record Failed(String name, String message) implements GoldenOutcome { }

    /**
     * The case asks for something that is not there.
     *
     * @param name the case's name
     * @param reason what is missing
     */
    record Unsupported(String name, String reason) implements GoldenOutcome { }
}
