package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.backend.BackendException;
import java.util.List;
import java.util.regex.Pattern;

/** What TornadoVM throws, as one sentence. */
final class TornadoFailure {
    /** Colors of a terminal. */
    private static final Pattern COLORS = Pattern.compile("\u001B\\[[0-9;]*m");
    private static final List<String> MEMORY = List.of("OutOfMemory", "out of memory", "Unable to allocate", "ALLOCATION_FAILURE");

    private TornadoFailure() { }

    /** The failure of an operation, as {@link dev.factorizer.backend.tornado.taskgraphs.Task#label} names it. */
    static BackendException of(Throwable thrown, String operation) {
        String text = thrown + (thrown.getCause() == null ? "" : " " + thrown.getCause());
        boolean memory = MEMORY.stream().anyMatch(text::contains);
        return new BackendException("backend \"tornado\": " + operation + " failed: " + reason(thrown) + (memory
                ? "; the device has too little memory free, use a smaller batch or input, recompute, or another device" : ""),
                thrown);
    }

    /** What was thrown first, without colors and without the stack that TornadoVM writes into messages. */
    static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = COLORS.matcher(String.valueOf(cause.getMessage())).replaceAll("");
        int stack = message.indexOf("Stacktrace:");
        String words = (stack < 0 ? message : message.substring(0, stack)).replaceAll("\\s+", " ").strip()
                .replaceAll("^Bailout is disabled\\. Reason: ", "").replaceAll("\\.$", "");
        return words.isEmpty() || words.equals("null") ? cause.getClass().getSimpleName() : words;
    }
}
