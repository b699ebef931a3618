package dev.factorizer.models.runs;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MalformedFileException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

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
    /** The last bundle that was written is of this very state. */
    private boolean bundled;
    /** The step that was validated last; -1 before that. */
    private long scoredStep = -1;
    /** What was found then; null if nothing could be. */
    private @Nullable ValidationScore score;

    /** Before the first step. */
    RunPosition() { }

    /** From what a checkpoint has. */
    static RunPosition read(String text, Path file) throws MalformedFileException {
        SettingsReader read = new SettingsReader(NAME, JsonTree.parse(text.getBytes(StandardCharsets.UTF_8), file,
                "the checkpoint of a run with its position in JSON"));
        RunPosition position = new RunPosition();
        try {
            position.step = read.whole("step");
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
            position.logBytes = read.whole("logBytes");
            position.bundled = read.truth("bundled");
            position.scoredStep = read.whole("scoredStep");
            position.score = read.optional("score", RunPosition::score).orElse(null);
            read.requireAllRead();
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file, String.valueOf(e.getMessage()), e);
        }
        return position;
    }

    private static ValidationScore score(SettingsReader read) {
        SettingsReader each = new SettingsReader("score.dice", read.tree("dice"));
        Map<String, Double> dice = new LinkedHashMap<>();
        read.tree("dice").keySet().forEach(region -> dice.put(region, each.number(region)));
        return new ValidationScore(read.number("meanDice"), dice, read.integer("caseCount"), read.number("seconds"));
    }

    /** Without regions that were looked for in none of the cases. */
    private static Map<String, Object> tree(ValidationScore score) {
        Map<String, Double> dice = new LinkedHashMap<>(score.dice());
        dice.values().removeIf(value -> !Double.isFinite(value));
        return new SettingsWriter().put("meanDice", score.meanDice()).put("dice", dice).put("caseCount", score.cases())
                .put("seconds", score.seconds()).toTree();
    }

    String text() {
        return new String(JsonTree.text(new SettingsWriter().put("step", step).put("seconds", seconds).put("stepSeconds", stepSeconds)
                .put("waitedSeconds", waitedSeconds).put("epochLoss", epochLoss).put("epochStepSeconds", epochStepSeconds)
                .put("epochWaitedSeconds", epochWaitedSeconds).put("epochOpen", epochOpen).put("validationSeconds", validationSeconds)
                .put("hasBest", hasBest)
                .put("bestEpoch", bestEpoch).put("bestDice", bestDice).put("withoutBetter", withoutBetter).put("logBytes", logBytes)
                .put("bundled", bundled).put("scoredStep", scoredStep).put("score", score == null ? null : tree(score))
                .toTree()), StandardCharsets.UTF_8);
    }

    void stepDone(double loss, double took, double waited) {
        step++;
        bundled = false;
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
        bundled = false;
        epochOpen = false;
        epochLoss = 0;
        epochStepSeconds = 0;
        epochWaitedSeconds = 0;
    }

    /**
     * Takes a score.
     *
     * @param epoch how many whole epochs are done
     * @param found what was measured
     * @param planned whether it is one of those that the recipe asks for, which alone cost patience
     * @return whether none before was better; false if no case has a region that was looked for
     */
    boolean validated(int epoch, ValidationScore found, boolean planned) {
        bundled = false;
        scoredStep = step;
        score = Double.isFinite(found.meanDice()) ? found : null;
        validationSeconds = found.seconds();
        boolean best = Double.isFinite(found.meanDice()) && (!hasBest || found.meanDice() > bestDice);
        if (best) {
            hasBest = true;
            bestEpoch = epoch;
            bestDice = found.meanDice();
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
        bundled = false;
    }

    /** The bundle of the last step is written. */
    void bundleWritten() {
        bundled = true;
    }

    /** Whether the bundle of the last step is that of this step, and not of one at which the training was stopped earlier. */
    boolean isBundled() {
        return bundled;
    }

    /** Whether this step was validated. */
    boolean isScored() {
        return scoredStep == step;
    }

    /** What the validation of this step found; empty without one. */
    Optional<ValidationScore> score() {
        return isScored() ? Optional.ofNullable(score) : Optional.empty();
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
