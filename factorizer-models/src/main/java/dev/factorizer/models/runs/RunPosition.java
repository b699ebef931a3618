package dev.factorizer.models.runs;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MalformedFileException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Where a training stands beside its weights: all that a checkpoint must have so that what follows is what would have followed. */
final class RunPosition {
    private static final String NAME = "run";

    private long step;
    private double seconds;
    private double stepSeconds;
    private double waitedSeconds;
    private double epochLoss;
    private double epochStepSeconds;
    private double epochWaitedSeconds;
    /** The epoch's last step is done, and not yet what follows it. */
    private boolean epochOpen;
    private double validationSeconds;
    private boolean hasBest;
    private int bestEpoch;
    private double bestDice;
    private int withoutBetter;
    private long logBytes;

    /** Before the first step. */
    RunPosition() { }

    /** From what a checkpoint has. */
    static RunPosition read(String text, Path file) throws MalformedFileException {
        SettingsReader read = new SettingsReader(NAME, JsonTree.parse(text.getBytes(StandardCharsets.UTF_8), file,
                "the checkpoint of a run with its position in JSON"));
        RunPosition position = new RunPosition();
        try {
            position.step = (long) read.number("step");
            position.seconds = read.number("seconds");
            position.stepSeconds = read.number("stepSeconds");
            position.waitedSeconds = read.number("waitedSeconds");
            position.epochLoss = read.number("epochLoss");
            position.epochStepSeconds = read.number("epochStepSeconds");
            position.epochWaitedSeconds = read.number("epochWaitedSeconds");
            position.epochOpen = read.truth("epochOpen");
            position.validationSeconds = read.number("validationSeconds");
            position.hasBest = read.truth("hasBest");
            position.bestEpoch = read.integer("bestEpoch");
            position.bestDice = read.number("bestDice");
            position.withoutBetter = read.integer("withoutBetter");
            position.logBytes = (long) read.number("logBytes");
            read.requireAllRead();
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file, e.getMessage(), e);
        }
        return position;
    }

    String text() {
        return new String(JsonTree.text(new SettingsWriter().put("step", step).put("seconds", seconds).put("stepSeconds", stepSeconds)
                .put("waitedSeconds", waitedSeconds).put("epochLoss", epochLoss).put("epochStepSeconds", epochStepSeconds)
                .put("epochWaitedSeconds", epochWaitedSeconds).put("epochOpen", epochOpen).put("validationSeconds", validationSeconds)
                .put("hasBest", hasBest)
                .put("bestEpoch", bestEpoch).put("bestDice", bestDice).put("withoutBetter", withoutBetter).put("logBytes", logBytes)
                .toTree()), StandardCharsets.UTF_8);
    }

    void stepDone(double loss, double took, double waited) {
        step++;
        stepSeconds += took;
        waitedSeconds += waited;
        epochLoss += loss;
        epochStepSeconds += took;
        epochWaitedSeconds += waited;
    }

    void openEpochEnd() {
        epochOpen = true;
    }

    void closeEpoch() {
        epochOpen = false;
        epochLoss = 0;
        epochStepSeconds = 0;
        epochWaitedSeconds = 0;
    }

    /**
     * Takes a score.
     *
     * @param epoch how many whole epochs are done
     * @param score what was measured
     * @param planned whether it is one of those that the recipe asks for, which alone cost patience
     * @return whether none before was better; false if no case has a region that was looked for
     */
    boolean validated(int epoch, ValidationScore score, boolean planned) {
        validationSeconds = score.seconds();
        boolean best = Double.isFinite(score.meanDice()) && (!hasBest || score.meanDice() > bestDice);
        if (best) {
            hasBest = true;
            bestEpoch = epoch;
            bestDice = score.meanDice();
        }
        withoutBetter = best ? 0 : withoutBetter + (planned ? 1 : 0);
        return best;
    }

    /** How long a validation will take, before there was one. */
    void expectValidation(double took) {
        validationSeconds = took;
    }

    /** A training that has run out of patience gets new one. */
    void forgive() {
        withoutBetter = 0;
    }

    void mark(double now, long log) {
        seconds = now;
        logBytes = log;
    }

    long step() {
        return step;
    }

    /** Up to the checkpoint. */
    double seconds() {
        return seconds;
    }

    boolean isEpochOpen() {
        return epochOpen;
    }

    int withoutBetter() {
        return withoutBetter;
    }

    /** How long a validation takes; 0 if that isn't known. */
    double validationSeconds() {
        return validationSeconds;
    }

    long logBytes() {
        return logBytes;
    }

    double epochMeanLoss(int steps) {
        return epochLoss / steps;
    }

    double epochWaitedShare() {
        return share(epochWaitedSeconds, epochStepSeconds);
    }

    double waitedShare() {
        return share(waitedSeconds, stepSeconds);
    }

    private static double share(double waited, double worked) {
        return waited + worked > 0 ? waited / (waited + worked) : 0;
    }

    OptionalInt bestEpoch() {
        return hasBest ? OptionalInt.of(bestEpoch) : OptionalInt.empty();
    }

    OptionalDouble bestDice() {
        return hasBest ? OptionalDouble.of(bestDice) : OptionalDouble.empty();
    }
}
