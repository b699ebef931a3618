package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.files.Printable;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * What is logged, as lines of this program on standard error: by itself, Java would write two lines with date and class. Modules log by
 * {@link System.Logger}, which hands it on to here.
 */
final class LogLines extends Handler {
    /** Kept, because Java forgets a logger, and what it was told, that nothing else refers to. */
    private static final Logger ROOT = Logger.getLogger("");

    private final Terminal terminal;
    private final Results results;
    private final SimpleFormatter formatter = new SimpleFormatter();

    private LogLines(Terminal terminal, Results results) {
        this.terminal = terminal;
        this.results = results;
    }

    /** From now on they go there. */
    static void show(Terminal terminal, Results results, LogLevel most) {
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        LogLines lines = new LogLines(terminal, results);
        lines.setLevel(most.level());
        ROOT.setLevel(most.level());
        ROOT.addHandler(lines);
    }

    @Override
    public void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        String text = Printable.of(formatter.formatMessage(entry));
        LogLevel level = LogLevel.of(entry.getLevel());
        switch (level) {
            case warn -> results.warn(text);
            case error -> line("error: " + text);
            default -> line(level + ": " + entry.getLoggerName() + ": " + text);
        }
    }

    private void line(String text) {
        terminal.err().println("factorizer: " + text);
        terminal.err().flush();
    }

    @Override
    public void flush() {
        terminal.err().flush();
    }

    @Override
    public void close() { }
}
