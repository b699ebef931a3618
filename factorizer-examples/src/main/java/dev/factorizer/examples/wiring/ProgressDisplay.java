package dev.factorizer.examples.wiring;

import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a long computation is: a bar on a terminal, else a line for each tenth on standard error, so that standard
 * output has only results.
 */
public final class ProgressDisplay implements AutoCloseable {
    private static final int WIDTH = 78;
    private static final int LINES = 10;

    private final Terminal terminal;
    private final String part;
    private final long parts;
    private final ProgressBar bar;
    private long shown;

    /**
     * A display.
     *
     * @param terminal where to
     * @param task what is done, such as {@code Training}
     * @param part what it consists of, such as {@code step}
     * @param parts how many there will be
     */
    public ProgressDisplay(Terminal terminal, String task, String part, long parts) {
        this.terminal = terminal;
        this.part = part;
        this.parts = parts;
        this.bar = terminal.interactive() ? new ProgressBarBuilder().setTaskName(task).setInitialMax(parts)
                .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(200).setMaxRenderedLength(WIDTH)
                .setConsumer(new DelegatingProgressBarConsumer(this::redraw, WIDTH)).build() : null;
    }

    private void redraw(String line) {
        terminal.out().print("\r" + line);
        terminal.out().flush();
    }

    /**
     * Shows that a part is done.
     *
     * @param done how many are
     * @param note what else there is to say, such as the loss; may be empty
     */
    public void show(long done, String note) {
        if (bar != null) {
            bar.setExtraMessage(" " + note);
            bar.stepTo(done);
        } else if (tenth(done) > shown) {
            shown = tenth(done);
            terminal.err().printf(Locale.ROOT, "%s %d of %d%s%n", part, done, parts, note.isEmpty() ? "" : ", " + note);
            terminal.err().flush();
        }
    }

    /** Nothing is done at once. */
    private long tenth(long done) {
        return parts == 0 ? LINES : done * LINES / parts;
    }

    /** Draws the bar a last time and ends its line. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            terminal.out().println();
            terminal.out().flush();
        }
    }
}
