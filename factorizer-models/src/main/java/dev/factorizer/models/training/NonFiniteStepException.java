package dev.factorizer.models.training;

import dev.factorizer.io.files.Printable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loss or a gradient of a step was infinite or not a number. The step changed nothing; the message says where it began, and of
 * which cases the batch was. Or a step that had a finite loss has made such a parameter, which is found when it is to be saved.
 */
public final class NonFiniteStepException extends RuntimeException {
    private static final long serialVersionUID = 2L;

    /** From 1. */
    private final long step;
    /** Null where the exception was read from a stream. */
    private final transient @Nullable List<String> cases;

    NonFiniteStepException(long step, List<String> cases, String message) {
        super(message);
        this.step = step;
        this.cases = List.copyOf(cases);
    }

    /** The cases as a part of the message; case names come from files. */
    static String ofCases(List<String> cases) {
        return cases.isEmpty() ? "" : " in a batch of " + (cases.size() == 1 ? "case " : "cases ") + Printable.of(String.join(", ", cases));
    }

    /** {@return the step that failed, from 1} */
    public long step() {
        return step;
    }

    /** {@return the names of the cases in the batch; empty if the step wasn't told} */
    public List<String> cases() {
        return cases == null ? List.of() : cases;
    }
}
