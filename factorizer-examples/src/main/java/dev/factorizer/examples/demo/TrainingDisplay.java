package dev.factorizer.examples.demo;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far the training is: a bar that is drawn over on a terminal, else a line for each tenth. */
final class TrainingDisplay implements AutoCloseable {
    private static final int WIDTH = 78;
    private static final int LINES = 10;

    private final PrintWriter out;
    private final int steps;
    private final ProgressBar bar;

    /**
     * A display.
     *
     * @param out where to
     * @param terminal whether lines can be drawn over there
     * @param steps how many there will be
     */
    TrainingDisplay(PrintWriter out, boolean terminal, int steps) {
        this.out = out;
        this.steps = steps;
        this.bar = terminal ? new ProgressBarBuilder().setTaskName("Training").setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(200).setMaxRenderedLength(WIDTH)
                .setConsumer(new DelegatingProgressBarConsumer(this::redraw, WIDTH)).build() : null;
    }

    private void redraw(String line) {
        out.print("\r" + line);
        out.flush();
    }

    /**
     * Shows a step.
     *
     * @param step which one, from 1
     * @param loss of the last steps
     */
    void show(long step, double loss) {
        if (bar != null) {
            bar.setExtraMessage(String.format(Locale.ROOT, " loss %.3f", loss));
            bar.stepTo(step);
        } else if (step * LINES / steps > (step - 1) * LINES / steps) {
            out.printf(Locale.ROOT, "step %d of %d, loss %.3f%n", step, steps, loss);
            out.flush();
        }
    }

    /** Draws the bar a last time and ends its line. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            out.println();
            out.flush();
        }
    }
}
