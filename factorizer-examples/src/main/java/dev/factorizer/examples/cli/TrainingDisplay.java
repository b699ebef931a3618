package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.ProgressDisplay;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.runs.RunEvent;
import dev.factorizer.models.runs.RunListener;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Shows how a training goes: a bar while it trains, a line for each validation. */
final class TrainingDisplay implements RunListener, AutoCloseable {
    private static final int SECONDS_A_MINUTE = 60;
    private static final int MINUTES_AN_HOUR = 60;
    /** Losses of single steps jump. */
    private static final double KEPT = 0.9;

    private final Terminal terminal;
    private final Results results;
    private ProgressDisplay bar;
    private RunEvent.Phase phase;
    private RunEvent.Started training;
    private double loss = Double.NaN;
    private double dice = Double.NaN;
    private OptionalLong memory = OptionalLong.empty();
    private long lastStep;
    private double lastLeft;

    TrainingDisplay(Terminal terminal, Results results) {
        this.terminal = terminal;
        this.results = results;
    }

    @Override
    public void accept(RunEvent event) {
        switch (event) {
            case RunEvent.Progressed part -> progressed(part);
            case RunEvent.Warned note -> {
                endBar();
                results.warn(Printable.of(note.sentence()));
            }
            case RunEvent.Transferred transferred -> line(transferred.transfer().toString());
            case RunEvent.Fitted fit -> line(String.format(Locale.ROOT, "a step takes %.2f s, a validation %.1f s: %d epochs of %d steps fit the"
                    + " time", fit.stepSeconds(), fit.validationSeconds(), fit.epochs(), fit.steps()));
            case RunEvent.Started started -> started(started);
            case RunEvent.Stepped step -> {
                loss = Double.isNaN(loss) ? step.loss() : KEPT * loss + (1 - KEPT) * step.loss();
                lastStep = step.step();
                lastLeft = step.secondsLeft();
                showStep();
            }
            case RunEvent.EpochEnded epoch -> {
                memory = epoch.memoryBytes();
                line(String.format(Locale.ROOT, "epoch %d of %d: loss %.4f, waited for data %.1f %%", epoch.epoch(), training.epochs(),
                        epoch.meanLoss(), 100 * epoch.waitedShare()));
            }
            case RunEvent.Validated validated -> {
                dice = validated.score().meanDice();
                line(String.format(Locale.ROOT, "  Dice %.4f (%s) on %d cases in %.1f s%s", dice, validated.score().dice().entrySet().stream()
                        .map(one -> String.format(Locale.ROOT, "%s %.4f", Printable.of(one.getKey()), one.getValue()))
                        .collect(Collectors.joining(", ")), validated.score().cases(), validated.score().seconds(),
                        validated.best() ? ", the best so far" : ""));
            }
            case RunEvent.Ended ended -> line(String.format(Locale.ROOT, "%s: ended (%s) after %,d steps and %s; waited for data %.1f %%",
                    training.name(), ended.ending().key(), ended.step(), duration(ended.seconds()), 100 * ended.waitedShare()));
        }
    }

    private void progressed(RunEvent.Progressed part) {
        if (part.phase() == RunEvent.Phase.VALIDATING && !terminal.interactive()) {
            return;
        }
        if (bar == null || phase != part.phase()) {
            endBar();
            phase = part.phase();
            bar = new ProgressDisplay(terminal, switch (phase) {
                case PREPARING -> "Preparing";
                case TIMING -> "Timing";
                case VALIDATING -> "Validating";
            }, phase == RunEvent.Phase.TIMING ? "percent" : "case", part.progress().total());
        }
        bar.show(part.progress().done(), "");
        if (part.progress().done() == part.progress().total()) {
            endBar();
        }
    }

    private void started(RunEvent.Started started) {
        training = started;
        line(String.format(Locale.ROOT, "%s: %d cases to train on, %d to validate with; %,d steps in %d epochs%s", started.name(),
                started.trainingCases(), started.validationCases(), started.steps(), started.epochs(),
                started.step() == 0 ? "" : String.format(Locale.ROOT, ", of which %,d are done", started.step())));
        line("memory: " + started.memory().describe());
    }

    private void showStep() {
        if (bar == null || phase != null) {
            endBar();
            phase = null;
            bar = new ProgressDisplay(terminal, "Training", "step", training.steps());
        }
        bar.show(lastStep, String.format(Locale.ROOT, "loss %.3f%s, %s left%s", loss,
                Double.isNaN(dice) ? "" : String.format(Locale.ROOT, ", Dice %.3f", dice), duration(lastLeft),
                memory.isPresent() ? String.format(Locale.ROOT, ", %,d MiB", memory.getAsLong() >> 20) : ""));
    }

    private void line(String text) {
        endBar();
        terminal.out().println(text);
        terminal.out().flush();
    }

    /** The training has ended, in whatever it was doing. */
    void finish() {
        endBar();
    }

    private void endBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private static String duration(double seconds) {
        long minutes = Math.round(seconds / SECONDS_A_MINUTE);
        return seconds < SECONDS_A_MINUTE ? String.format(Locale.ROOT, "%.0f s", seconds)
                : minutes < MINUTES_AN_HOUR ? minutes + " min"
                : String.format(Locale.ROOT, "%d:%02d h", minutes / MINUTES_AN_HOUR, minutes % MINUTES_AN_HOUR);
    }

    @Override
    public void close() {
        endBar();
    }
}
