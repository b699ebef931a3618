package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.examples.pictures.CurvesPicture;
import dev.factorizer.examples.predict.WritableFolder;
import dev.factorizer.examples.wiring.BackendSource;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.recipes.Recipes;
import dev.factorizer.models.runs.Ending;
import dev.factorizer.models.runs.FoldFolder;
import dev.factorizer.models.runs.RunFolder;
import dev.factorizer.models.runs.RunListener;
import dev.factorizer.models.runs.RunResult;
import dev.factorizer.models.runs.TrainingRun;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a recipe on a data set. */
@Command(name = "train", header = "Trains a recipe on a data set, or goes on with a training.",
        description = {"", "Each fold is trained in a folder of its own below RUN. The same command goes on where the last checkpoint was,"
                + " with the same bits as if nothing had ended it. Ctrl-C, or a file named STOP in RUN, ends it after the step that is being"
                + " done, and saves. The best model on the validation cases is best.bundle, that of the last step last.bundle; log.jsonl,"
                + " curves.png and TensorBoard's event files show how it went."},
        footer = {"  factorizer train Task04_Hippocampus --recipe hippocampus --output run --fold 0",
            "  factorizer train data --recipe recipe.yaml --set training.batchSize=4 --output run --minutes 60",
            "  factorizer train data --output run"})
final class TrainCommand implements Callable<Integer> {
    /** A step of a large network takes minutes. */
    private static final int SECONDS_TO_SAVE = 600;

    private final Terminal terminal;
    private final BackendSource backends;
    private final Interruption interruption;
    private final Results results;

    @Spec
    private CommandSpec command;

    @Mixin
    private LearningDataOptions data;

    @Option(names = "--output", paramLabel = "RUN", required = true, description = "The folder of the trainings; made if it is missing.")
    private Path output;

    @Option(names = "--recipe", paramLabel = "RECIPE", description = "A file that \"plan\" or you have written, or the name of a bundled"
            + " recipe. Default: the one that RUN has.")
    private String recipe;

    @Mixin
    private SettingsOption settings;

    @ArgGroup(exclusive = true)
    private FoldChoice choice = new FoldChoice();

    /** Which trainings. */
    static final class FoldChoice {
        @Option(names = "--fold", paramLabel = "N", split = ",", converter = FoldNumber.class, description = "Which folds, from 0, separated by commas. Default: all, one"
                + " after the other.")
        private List<Integer> folds = List.of();

        @Option(names = "--all-cases", description = "One training on all cases, without any to validate with.")
        private boolean all;

        /** Filled by picocli. */
        FoldChoice() { }
    }

    @Mixin
    private TrainingOptions training;

    @Inject
    TrainCommand(Terminal terminal, BackendSource backends, Interruption interruption, Results results) {
        this.terminal = terminal;
        this.backends = backends;
        this.interruption = interruption;
        this.results = results;
    }

    @Override
    public Integer call() throws IOException {
        RunFolder folder = new RunFolder(output);
        Recipe resolved = resolved(folder);
        DataList list = data.read();
        TrainingRun planned = TrainingRun.of(resolved, list, output).with(training.settings());
        List<OptionalInt> folds = folds(planned);
        interruption.listen(SECONDS_TO_SAVE);
        WritableFolder made = WritableFolder.open(output);
        // One that is made from now on counts, and one that another process has still to see.
        folder.forgetStop();
        try (Backend backend = backends.open(); TrainingDisplay display = new TrainingDisplay(terminal, results)) {
            HeapCollection heap = new HeapCollection();
            RunListener listener = event -> {
                display.accept(event);
                heap.accept(event);
            };
            TrainingRun run = planned.on(backend).listen(listener).stopWhen(interruption::isRequested).drawing(CurvesPicture::write);
            for (OptionalInt fold : folds) {
                Map<Path, FileTime> before = bundles(folder.fold(fold));
                RunResult result = fold.isPresent() ? run.trainFold(fold.getAsInt()) : run.trainAllCases();
                display.finish();
                print(result, before);
                if (result.ending() == Ending.STOPPED) {
                    break;
                }
            }
        } catch (OutOfMemoryError e) {
            throw new LargeImagesException(e, "use a smaller window, smaller batches, or smaller cases to validate with");
        } finally {
            made.removeIfUnused();
        }
        return CommandLineProgram.DONE;
    }

    private Recipe resolved(RunFolder folder) throws IOException {
        if (recipe == null && !Files.exists(folder.recipe())) {
            throw new ParameterException(command.commandLine(), "--recipe is missing, and " + output + " has none to go on with; there are "
                    + String.join(", ", Recipes.names()));
        }
        Recipe chosen = settings.apply(recipe == null ? Recipes.read(folder.recipe()) : Recipes.find(recipe));
        return training.changes().isEmpty() ? chosen : chosen.with(training.changes());
    }

    private List<OptionalInt> folds(TrainingRun run) {
        if (choice.all) {
            return List.of(OptionalInt.empty());
        }
        List<Integer> numbers = choice.folds.isEmpty() ? IntStream.range(0, run.folds()).boxed().toList() : choice.folds;
        List<OptionalInt> folds = new ArrayList<>();
        for (int number : numbers) {
            if (number < 0 || number >= run.folds() || folds.contains(OptionalInt.of(number))) {
                throw new ParameterException(command.commandLine(), "--fold " + number + ": expected different numbers from 0 to "
                        + (run.folds() - 1));
            }
            folds.add(OptionalInt.of(number));
        }
        return folds;
    }

    /** When the bundles that are there were written. */
    private static Map<Path, FileTime> bundles(FoldFolder fold) throws IOException {
        Map<Path, FileTime> times = new LinkedHashMap<>();
        for (Path bundle : List.of(fold.best(), fold.last())) {
            if (ModelBundle.isFolder(bundle)) {
                times.put(bundle, Files.getLastModifiedTime(bundle.resolve("bundle.json")));
            }
        }
        return times;
    }

    private void print(RunResult result, Map<Path, FileTime> before) throws IOException {
        String name = result.folder().path().getFileName().toString();
        if (result.bestDice().isPresent()) {
            terminal.out().printf(Locale.ROOT, "%s: best Dice %.4f after epoch %d%n", name, result.bestDice().getAsDouble(),
                    result.bestEpoch().getAsInt());
        }
        Map<Path, FileTime> now = bundles(result.folder());
        for (Map.Entry<Path, FileTime> bundle : now.entrySet()) {
            if (!bundle.getValue().equals(before.get(bundle.getKey()))) {
                terminal.out().println("written: " + Printable.of(bundle.getKey()));
                results.written(bundle.getKey());
            }
        }
        terminal.out().println(switch (result.ending()) {
            case COMPLETE -> name + ": all " + result.epochs() + " epochs are done";
            case PATIENCE -> name + ": ended, as no validation found anything better for as long as the recipe has patience";
            case MINUTES -> name + ": ended, as the time is used up; the same command without --minutes goes on";
            case STOPPED -> name + ": stopped; the same command goes on";
            case NOT_FINITE -> name + ": ended by numbers that are not finite";
        });
        Map<String, Object> training = new LinkedHashMap<>();
        training.put("name", name);
        training.put("folder", result.folder().path());
        training.put("bundles", List.copyOf(now.keySet()));
        training.put("ending", result.ending().key());
        training.put("steps", result.steps());
        training.put("epochs", result.epochs());
        training.put("seconds", result.seconds());
        training.put("waitedShare", result.waitedShare());
        training.put("bestMeanDice", result.bestDice().isPresent() ? result.bestDice().getAsDouble() : null);
        training.put("bestEpoch", result.bestEpoch().isPresent() ? result.bestEpoch().getAsInt() : null);
        results.add("trainings", training);
    }
}
