package dev.factorizer.models.recipes;

import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.io.bundle.PreprocessingFields;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.models.bundles.ModelRecipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The section {@code preprocessing} of a recipe: the steps as in a bundle, but {@code window} may stand for the network's window. */
final class PreparationFields {
    private static final String PAD = "spatialPad";

    private PreparationFields() { }

    static Preprocessing read(SettingsReader read, NetworkSettings network) {
        List<Integer> window = Recipe.patch(network);
        if (read.has(PAD) && RecipeFields.WINDOW.equals(read.tree(PAD).get("size"))) {
            return PreprocessingFields.read(read.with(PAD, RecipeFields.replace(read.tree(PAD), RecipeFields.WINDOW, window)));
        }
        return PreprocessingFields.read(read);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> tree(ModelRecipe model) {
        Map<String, Object> steps = new LinkedHashMap<>(PreprocessingFields.tree(model.preprocessing()));
        steps.computeIfPresent(PAD, (_, pad) -> RecipeFields.replace((Map<String, Object>) pad, Recipe.patch(model.network()),
                RecipeFields.WINDOW));
        return steps;
    }
}
