package dev.factorizer.models.runs;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.io.augmentation.UnknownLabels;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.Fold;
import dev.factorizer.io.datalist.Problem;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.curves.CurveDrawing;
import dev.factorizer.models.recipes.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Trains a recipe on a data set, in a folder. Started again with the same folder, a training goes on where its last checkpoint was, with
 * the same bits as if it had never ended, whatever ended it. Immutable.
 *
 * <pre>{@code
 * RunResult result = TrainingRun.of(Recipes.read(Path.of("recipe.yaml")), DataLists.read(Path.of("data")), Path.of("run"))
 *         .on(backend).trainFold(0);
 * }</pre>
 */
public final class TrainingRun {
    private static final int MOST_SHOWN = 20;

    private final Recipe recipe;
    private final DataList list;
    private final RunContext context;

    private TrainingRun(Recipe recipe, DataList list, RunContext context) {
        this.recipe = recipe;
        this.list = list;
        this.context = context;
    }

    /**
     * A run.
     *
     * @param recipe all that decides the trainings; what the folder has stored must be the same
     * @param list the data set
     * @param folder where the trainings are; made if it is missing
     * @return the run, to be given a backend
     */
    public static TrainingRun of(Recipe recipe, DataList list, Path folder) {
        return new TrainingRun(recipe, list, new RunContext(new RunFolder(folder), Optional.empty(), RunSettings.DEFAULT, _ -> { },
                () -> false, Optional.empty(), Optional.empty()));
    }

    /**
     * Chooses where it computes.
     *
     * @param backend an open backend, which stays the caller's to close
     * @return a new run
     */
    public TrainingRun on(Backend backend) {
        return new TrainingRun(recipe, list, context.with(backend));
    }

    /**
     * The same with other settings.
     *
     * @param settings how it is trained
     * @return a new run
     */
    public TrainingRun with(RunSettings settings) {
        return new TrainingRun(recipe, list, context.with(settings));
    }

    /**
     * The same with a listener.
     *
     * @param listener is told how it goes, on the thread that trains
     * @return a new run
     */
    public TrainingRun listen(RunListener listener) {
        return new TrainingRun(recipe, list, context.with(listener));
    }

    /**
     * The same with a way to end it in good order: the step that is being done is finished and saved. A file {@code STOP} in the folder
     * does the same. Interrupting the thread ends it as a failure does.
     *
     * @param stop asked before each step, from the thread that trains
     * @return a new run
     */
    public TrainingRun stopWhen(BooleanSupplier stop) {
        return new TrainingRun(recipe, list, context.with(stop));
    }

    /**
     * The same with a picture of the curves.
     *
     * @param drawing draws them
     * @return a new run
     */
    public TrainingRun drawing(CurveDrawing drawing) {
        return new TrainingRun(recipe, list, context.with(drawing));
    }

    /** {@return the folder} */
    public RunFolder folder() {
        return context.folder();
    }

    /**
     * {@return how many folds there are: those of the data set, else of the recipe}
     * @throws IllegalArgumentException if it can't be divided so
     */
    public int folds() {
        return splits().count();
    }

    private RunSplits splits() {
        return new RunSplits(context.folder(), list, recipe);
    }

    /**
     * Trains a fold, or goes on with it: on its training cases, validated with the others.
     *
     * @param number from 0
     * @return what became of it
     * @throws IOException if a file can't be read or written; what the last checkpoint has is kept
     * @throws MismatchException if recipe or splits differ from the stored ones, recipe or data set name cases or labels that are unknown,
     *     cases can't be used, or a subject is on both sides of the fold
     * @throws IllegalArgumentException if there is no such fold, or too little memory
     * @throws dev.factorizer.models.training.NonFiniteStepException if loss or gradients become infinite or no numbers; what was learned
     *     before is kept
     */
    public RunResult trainFold(int number) throws IOException {
        prepareFolder();
        RunSplits splits = splits();
        try (RunLock _ = RunLock.await(context.folder().path().resolve("lock"))) {
            splits.keep();
        }
        return training(splits.fold(number), OptionalInt.of(number)).run();
    }

    /**
     * Trains on all cases with a label map, or goes on with that. There are none to validate with, and so no best model but the last.
     *
     * @return what became of it
     * @throws IOException as for {@link #trainFold}
     */
    public RunResult trainAllCases() throws IOException {
        prepareFolder();
        return training(splits().all(), OptionalInt.empty()).run();
    }

    /** What isn't known of the cases becomes a part of the recipe, and so of all that is compared and kept. */
    private FoldTraining training(Fold fold, OptionalInt number) {
        Recipe resolved = recipe.forData(list);
        List<String> names = resolved.model().labels().regions().stream().map(Region::name).toList();
        Map<String, Set<Integer>> missing = new LinkedHashMap<>();
        resolved.unlabeled().forEach((id, regions) -> missing.put(id, regions.stream().map(names::indexOf).collect(Collectors.toSet())));
        OptionalInt ignored = list.labels().ignored();
        return new FoldTraining(context.with(Optional.of(new UnknownLabels(ignored, missing)).filter(_ -> ignored.isPresent()
                || !missing.isEmpty())), resolved, list.name(), fold, number);
    }

    private void requireFaultless() {
        List<String> faults = list.problems().stream().filter(Problem.Fault.class::isInstance).map(Problem::sentence).toList();
        if (!faults.isEmpty()) {
            List<String> shown = new ArrayList<>(faults.subList(0, Math.min(MOST_SHOWN, faults.size())));
            if (faults.size() > MOST_SHOWN) {
                shown.add("and " + (faults.size() - MOST_SHOWN) + " more");
            }
            throw new MismatchException("data list " + list.name() + ": can't be trained on", shown);
        }
        if (!list.channels().isEmpty() && !same(list.channels(), recipe.model().channels())) {
            context.warn("the data set has the channels " + String.join(", ", list.channels()) + ", the recipe "
                    + String.join(", ", recipe.model().channels()) + "; they are taken in this order");
        }
    }

    private static boolean same(List<String> some, List<String> others) {
        return some.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList()
                .equals(others.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    }

    private void prepareFolder() throws IOException {
        if (context.chosen().isEmpty()) {
            throw new IllegalStateException("run: no backend was chosen; call on(backend) before it trains");
        }
        requireFaultless();
        Path path = context.folder().path();
        if (ModelBundle.isFolder(path)) {
            throw new IOException(Printable.of(path) + ": is a model bundle, expected a folder for trainings; choose another one");
        }
        Files.createDirectories(path);
        AtomicFile.requireWritable(List.of(context.folder().recipe(), context.folder().splits()), List.of());
    }
}
