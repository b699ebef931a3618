package dev.factorizer.models.recipes;

import dev.factorizer.api.network.NetworkKinds;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.settings.Identified;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.inference.SegmentationSettings;
import dev.factorizer.models.losses.LossKinds;
import dev.factorizer.models.optimizers.OptimizerKinds;
import java.util.LinkedHashMap;
import java.util.Map;

/** A recipe as a tree: its sections, in the order of the file. */
final class RecipeFields {
    static final String FORMAT = "factorizer-recipe/";
    static final int VERSION = 1;
    /** Stands for the network's window where sizes are written. */
    static final String WINDOW = "window";

    private RecipeFields() { }

    static Map<String, Object> tree(Recipe recipe) {
        return tree(recipe, AugmentationChoice.tree(recipe.augmentation()), DataFields.tree(recipe));
    }

    /** For changes of single settings. */
    static Map<String, Object> changeable(Recipe recipe) {
        Map<String, Object> data = new LinkedHashMap<>(DataFields.tree(recipe));
        data.putIfAbsent(DataFields.UNLABELED, Map.of());
        return tree(recipe, AugmentationChoice.named(recipe.augmentation()), data);
    }

    private static Map<String, Object> tree(Recipe recipe, Map<String, Object> augmentation, Map<String, Object> data) {
        ModelRecipe model = recipe.model();
        return new SettingsWriter()
                .put("format", FORMAT + VERSION)
                .put("name", recipe.name())
                .put("seed", recipe.seed())
                .put("data", data)
                .put("preprocessing", PreparationFields.tree(model))
                .put("augmentation", augmentation)
                .put("network", model.network().identity().toTree())
                .put("loss", tree("loss", recipe.loss()))
                .put("optimizer", tree("optimizer", recipe.optimizer()))
                .put("rate", RateFields.tree(recipe.rate()))
                .put("training", LengthFields.tree(recipe.length()))
                .put("inference", InferenceFields.tree(recipe))
                .toTree();
    }

    private static Map<String, Object> tree(String name, Identified part) {
        return part.identity().orElseThrow(() -> new IllegalArgumentException("recipe: the " + name
                + " doesn't say what it is, so that it can't be written; let it have an identity()")).toTree();
    }

    /** The format first: what another one holds can't be known. */
    static Recipe read(Map<String, ?> tree) {
        requireFormat(new SettingsReader("recipe", tree).text("format"));
        return SettingsReader.read("recipe", tree, read -> {
            read.text("format");
            NetworkSettings network = read.object("network", NetworkKinds.installed()::read);
            DataFields data = read.object("data", DataFields::read);
            InferenceFields inference = read.optional("inference", InferenceFields::read)
                    .orElse(InferenceFields.PUBLISHED);
            ModelRecipe model = new ModelRecipe(network, data.channels(),
                    read.object("preprocessing", steps -> PreparationFields.read(steps, network)), data.labels(), inference.overlap(),
                    inference.temperature(), inference.weights(), inference.flips());
            return new Recipe(read.text("name"), model, data.regions(), data.unlabeled(), data.folds(),
                    read.object("augmentation", random -> AugmentationChoice.read(random, Recipe.patch(network))),
                    read.object("loss", LossKinds::read), read.object("optimizer", OptimizerKinds::read),
                    read.object("rate", RateFields::read), read.object("training", LengthFields::read), inference.settings(),
                    read.whole("seed"));
        });
    }

    private static void requireFormat(String format) {
        if (format.equals(FORMAT + VERSION)) {
            return;
        }
        int version = -1;
        if (format.matches(FORMAT + "[0-9]{1,9}")) {
            version = Integer.parseInt(format.substring(FORMAT.length()));
        }
        String expected = "recipe: \"format\" is \"" + (format.length() > 100 ? format.substring(0, 100) + "…" : format)
                + "\", expected \"" + FORMAT + VERSION + "\"";
        throw new IllegalArgumentException(version > VERSION ? expected + "; a later release wrote it: read it with that one"
                : version >= 0 ? expected + "; no release has written this format, of which nothing is known"
                : expected);
    }

    /** A step with another size, if it has the size that is asked for. */
    static Map<String, Object> replace(Map<String, Object> step, Object size, Object by) {
        Map<String, Object> copy = new LinkedHashMap<>(step);
        if (size.equals(copy.get("size"))) {
            copy.put("size", by);
        }
        return copy;
    }
}
