package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What TornadoVM throws, as one sentence. */
final class TornadoFailure {
    /** Colours of a terminal. */
    private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;]*m");
    /** What the names of planned tasks begin with; their number in the plan follows. */
    static final String TASK = "planned";
    private static final Pattern NUMBER = Pattern.compile("\\." + TASK + "(\\d+)\\b");
    private static final List<String> MEMORY = List.of("OutOfMemory", "out of memory", "Unable to allocate", "ALLOCATION_FAILURE");

    private TornadoFailure() { }

    /** The failure of a task graph; it names the operation where TornadoVM names the task. */
    static BackendException of(Throwable thrown, TaskGraphPlan plan) {
        String text = thrown + (thrown.getCause() == null ? "" : " " + thrown.getCause());
        String where = task(text, plan).map(task -> task.label() + " failed: ").orElse("");
        boolean memory = MEMORY.stream().anyMatch(text::contains);
        return new BackendException("backend \"tornado\": " + where + reason(thrown) + (memory
                ? "; the device has too little memory free, use a smaller batch or input, recompute, or another device" : ""),
                thrown);
    }

    private static Optional<Task> task(String text, TaskGraphPlan plan) {
        Matcher found = NUMBER.matcher(text);
        return found.find() ? Optional.of(plan.tasks().get(Integer.parseInt(found.group(1)))) : Optional.empty();
    }

    /** What was thrown first, without colours, advice for debugging, and the stack that TornadoVM writes into messages. */
    static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = COLOURS.matcher(String.valueOf(cause.getMessage())).replaceAll("");
        int stack = message.indexOf("Stacktrace:");
        String words = (stack < 0 ? message : message.substring(0, stack)).replaceAll("\\s+", " ").strip()
                .replaceAll("^Bailout is disabled\\. Reason: ", "").replaceAll("\\.$", "");
        return words.isEmpty() || words.equals("null") ? cause.getClass().getSimpleName() : words;
    }
}
