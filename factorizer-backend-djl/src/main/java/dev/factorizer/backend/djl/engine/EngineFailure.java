package dev.factorizer.backend.djl.engine;

import ai.djl.engine.EngineException;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.MemoryException;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the engine's long messages say. */
public final class EngineFailure {
    private static final Pattern LINE = Pattern.compile("File \"code/__torch__\\.py\", line (\\d+)");
    private static final Pattern REASON = Pattern.compile("(?m)^(?:\\w*Error|torch\\.\\w+): (.*)$");
    private static final Pattern PREFIX = Pattern.compile("^(?:\\w*Error: )+");

    private EngineFailure() { }

    /**
     * The reason, without a trace.
     *
     * @param failure what the engine threw
     * @return one line
     */
    public static String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        String reason = message.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        Matcher matcher = REASON.matcher(message);
        while (matcher.find()) {
            reason = matcher.group(1);
        }
        return PREFIX.matcher(reason).replaceFirst("").strip();
    }

    /**
     * The reason that lies deepest, without a trace: the outer ones only say that loading failed.
     *
     * @param failure what was thrown
     * @return one line
     */
    static String cause(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        // The loader names the file once more, and a sentence goes on.
        return reason(deepest).replaceFirst("^(\\S+): \\1: ", "$1: ").replaceFirst("\\.$", "");
    }

    /**
     * Which line of a script it happened at.
     *
     * @param failure what the engine threw
     * @return the line's number from 1; empty if it was none
     */
    public static OptionalInt line(Throwable failure) {
        return LINE.matcher(String.valueOf(failure.getMessage())).results().map(MatchResult::group)
                .map(text -> text.substring(text.lastIndexOf(' ') + 1)).mapToInt(Integer::parseInt).reduce((first, last) -> last);
    }

    /**
     * A sentence for users.
     *
     * @param what what failed, such as an operation and its place
     * @param failure what the engine threw
     * @return the exception to throw, with cause and, where memory was short, remedy
     */
    public static BackendException named(String what, EngineException failure) {
        return named(what, "", failure);
    }

    /**
     * A sentence for users.
     *
     * @param what what failed, such as an operation
     * @param where where it is in the network, in brackets; may be empty
     * @param failure what the engine threw
     * @return the exception to throw, with cause and, where memory was short, remedy
     */
    public static BackendException named(String what, String where, EngineException failure) {
        String problem = what + " failed" + where + ": " + reason(failure);
        return outOfMemory(failure) ? new MemoryException(problem, "use a smaller batch or input, recompute, or free memory", failure)
                : new BackendException(problem, failure);
    }

    /**
     * Whether there was not enough memory.
     *
     * @param failure what the engine threw
     * @return true if an allocation failed
     */
    public static boolean outOfMemory(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("out of memory") || message.contains("can't allocate memory");
    }
}
