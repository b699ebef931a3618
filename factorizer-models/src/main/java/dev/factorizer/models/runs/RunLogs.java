package dev.factorizer.models.runs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All that keeps what happens in a training, and its listener, which is told last. */
final class RunLogs implements RunLog {
    private final JsonLines lines;
    private final List<RunLog> others = new ArrayList<>();
    private final RunListener listener;

    private RunLogs(JsonLines lines, RunListener listener) {
        this.lines = lines;
        this.listener = listener;
    }

    /** Opens the logs of a training that goes on where a checkpoint was written. */
    static RunLogs open(FoldFolder files, RunPosition position, RunContext context) throws IOException {
        RunLogs logs = new RunLogs(JsonLines.open(files.log(), position.logBytes(), context::warn), context.listener());
        try {
            logs.others.add(EventFileLog.open(files.path(), position.step()));
            context.drawing().ifPresent(drawing -> logs.others.add(new CurvesLog(files, drawing, context.listener())));
            return logs;
        } catch (IOException | RuntimeException e) {
            logs.close();
            throw e;
        }
    }

    @Override
    public void accept(RunEvent event) throws IOException {
        lines.accept(event);
        for (RunLog other : others) {
            other.accept(event);
        }
        listener.accept(event);
    }

    /** {@return the length of the log, all of which is on disk now} */
    long force() throws IOException {
        return lines.force();
    }

    @Override
    public void close() throws IOException {
        try {
            for (RunLog other : others) {
                other.close();
            }
        } finally {
            lines.close();
        }
    }
}
