package dev.factorizer.models.runs;

import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.models.recipes.LengthSettings;
import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.recipes.Recipes;
import dev.factorizer.models.training.Resumption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The recipe of a run: given at the first start, stored in its folder, and held against the stored one at each further start.
 *
 * @param folder the run's folder
 * @param settings say what may differ
 */
record RunRecipe(RunFolder folder, RunSettings settings) {
    /**
     * The stored recipe.
     *
     * @param given that of this start
     * @return the stored one, with what may be changed; empty if there is none yet
     * @throws MismatchException listing all that differs
     */
    Optional<Recipe> stored(Recipe given) throws IOException {
        try (RunLock _ = RunLock.await(lock())) {
            if (!Files.exists(folder.recipe())) {
                return Optional.empty();
            }
            Recipe stored = Recipes.read(folder.recipe());
            LengthSettings length = stored.length();
            boolean free = settings.minutes().isPresent() || settings.extension() > 0;
            Recipe comparable = with(given, free ? length.epochs() : given.length().epochs(),
                    settings.patienceChanges() ? length.patience() : given.length().patience());
            List<String> differences = new ArrayList<>();
            compare("", stored.toTree(), comparable.toTree(), differences);
            if (!differences.isEmpty()) {
                throw new MismatchException(folder.recipe() + ": the trainings here have another recipe; go on with the stored one, or train"
                        + " into another folder", differences);
            }
            if (settings.patienceChanges() && !length.patience().equals(given.length().patience())) {
                stored = with(stored, length.epochs(), given.length().patience());
                Recipes.write(stored, folder.recipe());
            }
            return Optional.of(stored);
        }
    }

    /**
     * Stores a recipe, unless another process was faster, whose recipe then counts.
     *
     * @throws MismatchException listing all in which that one differs
     */
    Recipe store(Recipe resolved) throws IOException {
        try (RunLock _ = RunLock.await(lock())) {
            if (!Files.exists(folder.recipe())) {
                Recipes.write(resolved, folder.recipe());
            }
        }
        return stored(resolved).orElseThrow();
    }

    /**
     * Compares the recipe with the one that a training has: its checkpoint, written in one piece with its weights, says which, and a file
     * beside it for people. Nothing that decides its numbers may be another one, whoever has edited a file; patience decides none.
     *
     * @param recipe the run's
     * @param saved as the checkpoint has it
     * @param files the training's folder
     * @return the epochs that the training was to have
     * @throws MismatchException listing all that differs
     */
    int requireSame(Recipe recipe, Resumption saved, FoldFolder files) throws IOException {
        Map<String, Object> was = parse(saved.notes().getOrDefault(TrainingLoop.RECIPE, "{}").getBytes(StandardCharsets.UTF_8), saved);
        int epochs = was.get("training") instanceof Map<?, ?> training && training.get("epochs") instanceof Integer number ? number
                : recipe.length().epochs();
        boolean isLonger = settings.extension() > 0 && recipe.length().epochs() > epochs;
        requireSame(was, with(recipe, isLonger ? epochs : recipe.length().epochs(), OptionalInt.empty()), saved, files.path()
                + ": the training here was begun with another recipe than " + folder.recipe() + " has now; bring back the one of "
                + files.recipe() + ", ask for an extension if it is only longer, or train into another folder");
        if (Files.exists(files.recipe())) {
            requireSame(was, with(Recipes.read(files.recipe()), epochs, OptionalInt.empty()), saved, files.recipe()
                    + ": isn't the recipe that the training here was begun with; bring that back, or delete the file, which is then written"
                    + " again");
        }
        return epochs;
    }

    private static void requireSame(Map<String, Object> was, Recipe is, Resumption saved, String problem) throws IOException {
        List<String> differences = new ArrayList<>();
        compare("", withoutPatience(was), withoutPatience(parse(JsonTree.text(is.toTree()), saved)), differences);
        if (!differences.isEmpty()) {
            throw new MismatchException(problem, differences);
        }
    }

    private static Map<String, Object> parse(byte[] json, Resumption saved) throws IOException {
        return JsonTree.parse(json, saved.file(), "the checkpoint of a run with its recipe in JSON");
    }

    private static Map<String, Object> withoutPatience(Map<String, Object> tree) {
        Map<String, Object> copy = new LinkedHashMap<>(tree);
        if (copy.get("training") instanceof Map<?, ?> training) {
            Map<Object, Object> rest = new LinkedHashMap<>(training);
            rest.remove("patience");
            copy.put("training", rest);
        }
        return copy;
    }

    /** Stores a recipe of more epochs, unless the stored one has them already. */
    Recipe extend(Recipe complete) throws IOException {
        try (RunLock _ = RunLock.await(lock())) {
            Recipe stored = Recipes.read(folder.recipe());
            if (stored.length().epochs() == complete.length().epochs()) {
                stored = with(stored, Math.addExact(stored.length().epochs(), settings.extension()), stored.length().patience());
                Recipes.write(stored, folder.recipe());
            }
            return stored;
        }
    }

    private Path lock() {
        return folder.path().resolve("lock");
    }

    static Recipe with(Recipe recipe, int epochs, OptionalInt patience) {
        LengthSettings length = recipe.length();
        return new Recipe(recipe.name(), recipe.model(), recipe.regions(), recipe.folds(), recipe.augmentation(), recipe.loss(),
                recipe.optimizer(), recipe.rate(), new LengthSettings(epochs, length.stepsPerEpoch(), length.batchSize(),
                length.accumulation(), length.clipping(), length.averageDecay(), length.frozen(), length.validateEvery(), patience),
                recipe.inference(), recipe.seed());
    }

    private static void compare(String path, @Nullable Object was, @Nullable Object is, List<String> differences) {
        if (was instanceof Map<?, ?> before && is instanceof Map<?, ?> now) {
            Set<Object> names = new LinkedHashSet<>(before.keySet());
            names.addAll(now.keySet());
            names.forEach(name -> compare(path.isEmpty() ? name.toString() : path + "." + name, before.get(name), now.get(name),
                    differences));
        } else if (!Objects.equals(was, is)) {
            differences.add(path + " is " + is + ", expected " + was);
        }
    }
}
