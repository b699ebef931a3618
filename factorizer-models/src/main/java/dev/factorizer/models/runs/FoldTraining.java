package dev.factorizer.models.runs;

import dev.factorizer.io.augmentation.SampleSupply;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.cache.CaseCache;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.Fold;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.threads.Threads;
import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.recipes.Recipes;
import dev.factorizer.models.training.Resumption;
import dev.factorizer.models.training.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The training of one fold, from taking its folder's lock to giving it back. */
final class FoldTraining {
    private static final double NANOSECOND = 1e-9;

    private final RunContext context;
    private final Recipe given;
    private final String data;
    private final Fold fold;
    private final FoldFolder files;
    private final RunRecipe recipes;
    private final long start = System.nanoTime();
    /** What this machine had free before the training took anything. */
    private final OptionalLong free = HostMemory.available();
    /** Null before they are prepared. */
    private @Nullable PreparedCases cases;
    /** As the checkpoint has it, once that is read. */
    private RunPosition position = new RunPosition();
    /** As measured before the training; 0 if it wasn't. */
    private double validationSeconds;

    FoldTraining(RunContext context, Recipe given, String data, Fold fold, OptionalInt number) {
        this.context = context;
        this.given = given;
        this.data = data;
        // Which sample is drawn depends on the order, and a list may name its cases in any.
        this.fold = new Fold(fold.name(), sorted(fold.training()), sorted(fold.validation()));
        this.files = context.folder().fold(number);
        this.recipes = new RunRecipe(context.folder(), context.settings());
    }

    private static List<DataCase> sorted(List<DataCase> cases) {
        return cases.stream().sorted(Comparator.comparing(DataCase::id)).toList();
    }

    RunResult run() throws IOException {
        Files.createDirectories(files.path());
        try (RunLock _ = RunLock.take(files.lock())) {
            // All that is written at an end is tried before the beginning.
            AtomicFile.requireWritable(List.of(files.record(), files.recipe()), List.of());
            ModelBundle.requireWritable(files.best(), List.of());
            ModelBundle.requireWritable(files.last(), List.of());
            try {
                Recipe recipe = recipe();
                requireCountable(recipe);
                return files.hasCheckpoint() ? goOn(recipe) : begin(recipe);
            } catch (StoppedException e) {
                return TrainingLoop.result(files, Ending.STOPPED, position, (int) (position.step() / steps(given)));
            }
        }
    }

    /** The stored one; at the first start, the given one, whose epochs may follow from the time. */
    private Recipe recipe() throws IOException {
        Optional<Recipe> stored = recipes.stored(given);
        if (stored.isPresent()) {
            return stored.get();
        }
        Recipe resolved = given;
        if (context.settings().minutes().isPresent() && !files.hasCheckpoint()) {
            PreparedCases prepared = prepare(given);
            requireMemory(given, prepared);
            RunEvent.Fitted fitted = new EpochFit(context, given, prepared).fit(context.settings().minutes().getAsDouble() * 60, this::elapsed);
            validationSeconds = fitted.validationSeconds();
            resolved = RunRecipe.with(given, fitted.epochs(), given.length().patience());
        }
        return recipes.store(resolved);
    }

    private void requireCountable(Recipe recipe) {
        long steps = (long) recipe.length().epochs() * steps(recipe);
        if (steps > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException("run: " + recipe.length().epochs() + " epochs of "
                    + steps(recipe) + " steps are " + steps + " steps, expected at most "
                    + Integer.MAX_VALUE / 2);
        }
    }

    private double elapsed() {
        return (System.nanoTime() - start) * NANOSECOND;
    }

    private PreparedCases prepare(Recipe recipe) throws IOException {
        if (cases == null) {
            RunSettings settings = context.settings();
            CaseCache cache = CaseCache.in(settings.cache().orElse(context.folder().cache()), settings.cacheBytes(), recipe.preparation(),
                    context::warn);
            cases = PreparedCases.of(fold, recipe, context.unknown(), cache,
                    PreparedCases.threads(fold, Threads.most(), Runtime.getRuntime().maxMemory()), progress -> {
                context.goOn();
                context.listener().accept(new RunEvent.Progressed(RunEvent.Phase.PREPARING, progress));
            }, context::goOn);
        }
        return cases;
    }

    private RunResult begin(Recipe recipe) throws IOException {
        PreparedCases prepared = prepare(recipe);
        RunMemory memory = requireMemory(recipe, prepared);
        try (RecipeTrainer trainer = RecipeTrainer.start(recipe, fold.training().size(), context)) {
            Optional<String> hash = Optional.empty();
            if (context.settings().pretrained().isPresent()) {
                PretrainedModel pretrained = PretrainedModel.read(context.settings().pretrained().get());
                Transfer transfer = pretrained.transfer(recipe);
                trainer.load(transfer.weights());
                context.listener().accept(new RunEvent.Transferred(transfer));
                hash = Optional.of(pretrained.hash());
            }
            position.expectValidation(validationSeconds);
            return loop(recipe, trainer, Map.of(TrainingLoop.PRETRAINED, hash.orElse("")), false, prepared, memory);
        }
    }

    private RunResult goOn(Recipe recipe) throws IOException {
        Resumption saved = Resumption.newest(files.path());
        position = RunPosition.read(saved.notes().getOrDefault(TrainingLoop.POSITION, "{}"), saved.file());
        saved.damaged().forEach(sentence -> context.warn(sentence + "; the checkpoint before is taken"));
        if (context.settings().pretrained().isPresent()) {
            PretrainedModel.read(context.settings().pretrained().get())
                    .requireBegunWith(saved.notes().getOrDefault(TrainingLoop.PRETRAINED, ""));
        }
        int epochs = recipes.requireSame(recipe, saved, files);
        boolean complete = TrainingLoop.isComplete(position, RunRecipe.with(recipe, epochs, recipe.length().patience()), steps(recipe));
        boolean extended = context.settings().extension() > 0 && (complete || epochs < recipe.length().epochs());
        if (complete && !extended && position.isBundled() && Files.exists(files.last())) {
            return TrainingLoop.result(files, position.step() >= (long) steps(recipe) * epochs ? Ending.COMPLETE : Ending.PATIENCE, position,
                    (int) (position.step() / steps(recipe)));
        }
        if (context.settings().extension() > 0 && !complete) {
            context.warn("the training is not complete, and goes on to the " + recipe.length().epochs() + " epochs of its recipe;"
                    + " epochs are added to a complete one");
        }
        // Another fold may have been extended before: the run's folds come to the same length.
        Recipe next = extended && epochs == recipe.length().epochs() ? recipes.extend(recipe) : recipe;
        if (extended && complete) {
            position.forgive();
        }
        PreparedCases prepared = prepare(next);
        RunMemory memory = requireMemory(next, prepared);
        try (RecipeTrainer trainer = RecipeTrainer.resume(next, fold.training().size(), context, files.path())) {
            return loop(next, trainer, saved.notes(), extended, prepared, memory);
        }
    }

    private int steps(Recipe recipe) {
        return recipe.length().steps(fold.training().size());
    }

    private RunResult loop(Recipe recipe, RecipeTrainer trainer, Map<String, String> notes, boolean extended, PreparedCases prepared,
            RunMemory memory) throws IOException {
        RunProvenance provenance = new RunProvenance(recipe, files.path().getFileName().toString(), data, prepared.hashes(),
                Optional.ofNullable(notes.get(TrainingLoop.PRETRAINED)).filter(hash -> !hash.isEmpty()));
        requireSameData(notes, provenance);
        double before = position.seconds();
        Recipes.write(recipe, files.recipe());
        try (SampleSupply supply = trainer.supply(prepared.training()); RunLogs logs = RunLogs.open(files, position, context)) {
            TrainingLoop loop = new TrainingLoop(context, files, provenance, trainer, supply, logs, position, prepared,
                    () -> before + elapsed());
            if (extended) {
                // New patience must not be given again at the next start.
                loop.save(Optional.empty());
            }
            return loop.run(memory);
        }
    }

    /** Before anything is allocated, and before time is spent on steps. */
    private RunMemory requireMemory(Recipe recipe, PreparedCases prepared) {
        RunMemory memory = RecipeTrainer.memory(recipe, fold.training().size(), context, prepared.largestVoxels());
        long heap = Runtime.getRuntime().maxMemory();
        OptionalLong limit = context.settings().memoryBytes();
        if (limit.isPresent()) {
            memory.require(limit.getAsLong(), "the limit that was set", heap);
        } else {
            memory.require(memory.onHost() ? free.orElse(Long.MAX_VALUE) : Long.MAX_VALUE, "what this machine has free", heap);
        }
        return memory;
    }

    /** With other data it would be another training. */
    private void requireSameData(Map<String, String> notes, RunProvenance provenance) throws IOException {
        String saved = notes.get(TrainingLoop.DATA);
        if (saved == null || saved.equals(provenance.dataHash())) {
            return;
        }
        throw new MismatchException(files.path() + ": files of the cases have changed since the training began; bring them back, or train"
                + " into another folder", changed(provenance));
    }

    private List<String> changed(RunProvenance provenance) throws IOException {
        List<String> changed = new ArrayList<>();
        Map<String, String> hashes = Files.exists(files.record()) ? RunProvenance.hashes(JsonTree.parse(Files.readAllBytes(files.record()),
                files.record(), "the record of a training in JSON")) : Map.of();
        if (!hashes.isEmpty()) {
            provenance.hashes().forEach((id, hash) -> {
                if (!hash.equals(hashes.get(id))) {
                    changed.add(id + (hashes.containsKey(id) ? ": other bytes" : ": not there before"));
                }
            });
            hashes.keySet().stream().filter(id -> !provenance.hashes().containsKey(id)).forEach(id -> changed.add(id + ": not there now"));
        }
        return changed.isEmpty() ? List.of("the hash over all cases is " + provenance.dataHash()) : changed;
    }
}
