package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.files.CompressionHazard;
import dev.factorizer.io.files.Printable;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What libraries warn of, as lines of this program: by itself, Java would write two lines with date and class. */
final class Warnings extends Handler {
    private final Terminal terminal;

    private Warnings(Terminal terminal) {
        this.terminal = terminal;
        setLevel(Level.WARNING);
        setFormatter(new SimpleFormatter());
    }

    /** From now on they go there. */
    static void show(Terminal terminal) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new Warnings(terminal));
    }

    /** What is to be said of this Java. */
    static void aboutJava(Terminal terminal) {
        CompressionHazard.warning(Runtime.version()).ifPresent(warning -> terminal.err().println("factorizer: warning: " + warning));
    }

    @Override
    public void publish(LogRecord warning) {
        if (isLoggable(warning)) {
            terminal.err().println("factorizer: warning: " + Printable.of(getFormatter().formatMessage(warning)));
            terminal.err().flush();
        }
    }

    @Override
    public void flush() {
        terminal.err().flush();
    }

    @Override
    public void close() { }
}
