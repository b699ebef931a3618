package dev.factorizer.models.runs;

import dev.factorizer.io.augmentation.SampleSupply;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.training.NonFiniteStepException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Step after step, with what follows an epoch, until there is a reason to end. */
final class TrainingLoop {
    /** A note of a checkpoint: the position. */
    static final String POSITION = "run";
    /** A note of a checkpoint: a hash over the data. */
    static final String DATA = "data";
    /** A note of a checkpoint: a hash of the weights that it began with, or nothing. */
    static final String PRETRAINED = "pretrained";
    /** A note of a checkpoint: the recipe, as JSON. */
    static final String RECIPE = "recipe";
    /** A note of a checkpoint: what the data set says is to be ignored. */
    static final String IGNORED = "ignored";
    private static final int PACE = 20;

    private final RunContext context;
    private final FoldFolder files;
    private final RunProvenance provenance;
    private final Recipe recipe;
    private final RecipeTrainer trainer;
    private final SampleSupply supply;
    private final RunLogs logs;
    private final RunPosition position;
    private final PreparedCases cases;
    private final EpochFit.Elapsed elapsed;
    private final int stepsPerEpoch;
    private final Deque<Double> pace = new ArrayDeque<>();
    private long savedStep;
    private double savedSeconds;

    TrainingLoop(RunContext context, FoldFolder files, RunProvenance provenance, RecipeTrainer trainer, SampleSupply supply, RunLogs logs,
            RunPosition position, PreparedCases cases, EpochFit.Elapsed elapsed) {
        this.context = context;
        this.files = files;
        this.provenance = provenance;
        this.recipe = provenance.recipe();
        this.trainer = trainer;
        this.supply = supply;
        this.logs = logs;
        this.position = position;
        this.cases = cases;
        this.elapsed = elapsed;
        this.stepsPerEpoch = recipe.length().steps(cases.training().size());
        this.savedStep = position.step();
        this.savedSeconds = elapsed.seconds();
    }

    RunResult run(RunMemory memory) throws IOException {
        logs.accept(new RunEvent.Started(provenance.name(), position.step(), steps(), recipe.length().epochs(), elapsed.seconds(),
                cases.training().size(), cases.validation().size(), memory));
        Ending ending;
        try {
            ending = train();
        } catch (NonFiniteStepException e) {
            keepWhatIsFinite(e);
            throw e;
        }
        if (ending == Ending.MINUTES) {
            validateAtTheEnd();
        }
        bundle(files.last());
        position.bundleWritten();
        save(Optional.of(ending));
        end(ending);
        return result(files, ending, position, epoch());
    }

    /** What goes wrong then must not hide why the training ended. */
    private void keepWhatIsFinite(NonFiniteStepException cause) {
        try {
            trainer.abandonStep();
            save(Optional.of(Ending.NOT_FINITE));
        } catch (IOException | NonFiniteStepException e) {
            cause.addSuppressed(e);
        }
        try {
            end(Ending.NOT_FINITE);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        context.warn("the same recipe fails at the same step; train another one into another folder"
                + (Files.exists(files.best()) ? ", if need be with " + files.best() + " as its pretrained model" : ""));
    }

    static RunResult result(FoldFolder files, Ending ending, RunPosition position, int epochs) {
        return new RunResult(files, ending, position.step(), epochs, position.seconds(), position.bestDice(), position.bestEpoch(),
                position.waitedShare());
    }

    private Ending train() throws IOException {
        if (position.isEpochOpen() && !endEpoch()) {
            return Ending.STOPPED;
        }
        while (true) {
            Optional<Ending> reason = reason();
            if (reason.isPresent()) {
                return reason.get();
            }
            step();
            if (position.step() % stepsPerEpoch == 0) {
                position.openEpochEnd();
                if (!endEpoch()) {
                    return Ending.STOPPED;
                }
            }
            if (isCheckpointDue()) {
                save(Optional.empty());
            }
        }
    }

    private Optional<Ending> reason() {
        if (isComplete(position, recipe, stepsPerEpoch)) {
            return Optional.of(position.step() >= steps() ? Ending.COMPLETE : Ending.PATIENCE);
        }
        if (context.isToStop()) {
            return Optional.of(Ending.STOPPED);
        }
        // What is left of the time must be enough for a last validation.
        boolean late = context.settings().minutes().isPresent()
                && elapsed.seconds() + position.validationSeconds() >= context.settings().minutes().getAsDouble() * 60;
        return late ? Optional.of(Ending.MINUTES) : Optional.empty();
    }

    /** Whether there is nothing more to be done, whatever the time. */
    static boolean isComplete(RunPosition position, Recipe recipe, int stepsPerEpoch) {
        return !position.isEpochOpen() && (position.step() >= (long) recipe.length().epochs() * stepsPerEpoch
                || recipe.length().patience().isPresent() && position.withoutBetter() >= recipe.length().patience().getAsInt());
    }

    private void step() throws IOException {
        RecipeTrainer.TimedStep done = trainer.step(supply);
        position.stepDone(done.step().loss(), done.seconds(), done.waited());
        pace.addLast(done.seconds() + done.waited());
        if (pace.size() > PACE) {
            pace.removeFirst();
        }
        logs.accept(new RunEvent.Stepped(position.step(), (int) ((position.step() - 1) / stepsPerEpoch) + 1, elapsed.seconds(),
                done.step().loss(), done.step().learningRate(), done.step().gradientNorm(), done.seconds(), done.waited(), secondsLeft()));
    }

    private double secondsLeft() {
        double step = pace.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        int every = recipe.length().validateEvery();
        int validations = cases.validation().isEmpty() ? 0 : Math.ceilDiv(recipe.length().epochs(), every) - epoch() / every;
        return (steps() - position.step()) * step + validations * position.validationSeconds();
    }

    /** What follows the last step of an epoch; false if the user wants to end before it is done. */
    private boolean endEpoch() throws IOException {
        int every = recipe.length().validateEvery();
        boolean due = !cases.validation().isEmpty() && (epoch() % every == 0 || epoch() == recipe.length().epochs());
        Optional<ValidationScore> score;
        try {
            score = due ? Optional.of(validate()) : Optional.empty();
        } catch (StoppedException e) {
            return false;
        }
        logs.accept(new RunEvent.EpochEnded(position.step(), epoch(), elapsed.seconds(), position.epochMeanLoss(stepsPerEpoch),
                position.epochWaitedShare(), HostMemory.resident()));
        position.closeEpoch();
        if (score.isPresent()) {
            keep(score.get(), true);
            save(Optional.empty());
        }
        return true;
    }

    private ValidationScore validate() throws IOException {
        return trainer.validation(cases.validation()).run(trainer.weights(), this::validating);
    }

    private void validating(Progress progress) {
        context.goOn();
        context.listener().accept(new RunEvent.Progressed(RunEvent.Phase.VALIDATING, progress));
    }

    /** The best model is there even if the time is used up amid an epoch. */
    private void validateAtTheEnd() throws IOException {
        if (cases.validation().isEmpty() || position.isScored()) {
            return;
        }
        try {
            keep(validate(), false);
        } catch (StoppedException e) {
            // The user is more in a hurry than the limit.
            context.warn("the validation at the end of the time was left out, as the training was to end at once");
        }
    }

    private void keep(ValidationScore score, boolean planned) throws IOException {
        boolean best = position.validated(epoch(), score, planned);
        logs.accept(new RunEvent.Validated(position.step(), epoch(), elapsed.seconds(), score, best));
        if (best) {
            bundle(files.best());
        }
    }

    private void bundle(Path place) throws IOException {
        new TrainedModel(recipe.model(), trainer.weights(), provenance.model(position, epoch(), context.backend())).write(place);
    }

    private boolean isCheckpointDue() {
        int steps = context.settings().checkpointSteps();
        return steps > 0 && position.step() - savedStep >= steps
                || elapsed.seconds() - savedSeconds >= context.settings().checkpointMinutes() * 60;
    }

    /** Before anything changes that a resumed training must find again, such as new patience. */
    void save(Optional<Ending> ending) throws IOException {
        position.mark(elapsed.seconds(), logs.force());
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(POSITION, position.text());
        notes.put(DATA, provenance.dataHash());
        notes.put(IGNORED, context.ignored());
        notes.put(PRETRAINED, provenance.pretrained().orElse(""));
        notes.put(RECIPE, new String(JsonTree.text(recipe.toTree()), StandardCharsets.UTF_8));
        trainer.save(files.path(), notes);
        byte[] text = JsonTree.text(provenance.record(position, context.settings(), context.backend(), epoch(), ending));
        AtomicFile.write(files.record(), out -> out.write(text));
        savedStep = position.step();
        savedSeconds = elapsed.seconds();
    }

    private void end(Ending ending) throws IOException {
        logs.accept(new RunEvent.Ended(position.step(), epoch(), elapsed.seconds(), position.waitedShare(), ending));
    }

    private int epoch() {
        return Math.toIntExact(position.step() / stepsPerEpoch);
    }

    private long steps() {
        return (long) recipe.length().epochs() * stepsPerEpoch;
    }
}
