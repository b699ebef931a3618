package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.ProgressDisplay;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.models.inference.Progress;
import java.util.function.Consumer;

/** Shows the progress of a task, and stops it when the user wants to. How many parts there are is known with the first one. */
final class TaskProgress implements Consumer<Progress>, AutoCloseable {
    private final Terminal terminal;
    private final Interruption interruption;
    private final String task;
    private final String part;
    private ProgressDisplay display;

    TaskProgress(Terminal terminal, Interruption interruption, String task, String part) {
        this.terminal = terminal;
        this.interruption = interruption;
        this.task = task;
        this.part = part;
    }

    @Override
    public void accept(Progress progress) {
        interruption.check();
        if (display == null) {
            display = new ProgressDisplay(terminal, task, part, progress.total());
        }
        display.show(progress.done(), "");
    }

    @Override
    public void close() {
        if (display != null) {
            display.close();
        }
    }
}
