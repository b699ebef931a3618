package dev.factorizer.models.recipes;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.augmentation.Augmentation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The section {@code augmentation} of a recipe: one that has a name, for patches of the network's window, or all transforms one by one.
 */
final class AugmentationChoice {
    private static final String TRANSFORMS = "transforms";
    private static final String PATCH = "patch";
    private static final Map<String, Function<List<Integer>, Augmentation>> NAMED = new TreeMap<>(Map.of(
            "none", Augmentation::none,
            "nnUNet", Augmentation::nnUNet,
            "published", Augmentation::recipe));

    private AugmentationChoice() { }

    static Augmentation read(SettingsReader read, List<Integer> window) {
        Map<String, Function<SettingsReader, Augmentation>> kinds = new TreeMap<>();
        NAMED.forEach((name, made) -> kinds.put(name, _ -> made.apply(window)));
        kinds.put(TRANSFORMS, settings -> transforms(settings, window));
        return read.choice("kind", kinds).apply(read);
    }

    private static Augmentation transforms(SettingsReader read, List<Integer> window) {
        Map<String, Object> patch = read.tree(PATCH);
        return Augmentation.read(RecipeFields.WINDOW.equals(patch.get("size"))
                ? read.with(PATCH, RecipeFields.replace(patch, RecipeFields.WINDOW, window)) : read);
    }

    /** By its name if it has one, for changes: its transforms then follow from the window. */
    static Map<String, Object> named(Augmentation augmentation) {
        List<Integer> window = augmentation.patch().size();
        for (Map.Entry<String, Function<List<Integer>, Augmentation>> named : NAMED.entrySet()) {
            if (named.getValue().apply(window).equals(augmentation)) {
                return new SettingsWriter().put("kind", named.getKey()).toTree();
            }
        }
        return tree(augmentation);
    }

    /** All transforms: what a name stands for may change with the version. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> tree(Augmentation augmentation) {
        List<Integer> window = augmentation.patch().size();
        Map<String, Object> tree = new LinkedHashMap<>(augmentation.identity().orElseThrow(() -> new IllegalArgumentException(
                "recipe: a transform of the augmentation doesn't say what it is, so that it can't be written; let it have an identity()"))
                .toTree());
        tree.computeIfPresent(PATCH, (_, patch) -> RecipeFields.replace((Map<String, Object>) patch, window, RecipeFields.WINDOW));
        return tree;
    }
}
