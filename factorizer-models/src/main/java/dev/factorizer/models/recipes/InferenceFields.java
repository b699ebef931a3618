package dev.factorizer.models.recipes;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.bundle.Tiling;
import dev.factorizer.io.bundle.WindowWeights;
import dev.factorizer.models.inference.SegmentationSettings;
import java.util.List;
import java.util.Map;

/**
 * The section {@code inference} of a recipe. A bundle keeps all but the last.
 *
 * @param overlap of windows
 * @param weights of windows
 * @param flips of the image
 * @param temperature of the probabilities
 * @param settings the memory
 */
record InferenceFields(double overlap, WindowWeights weights, List<List<Integer>> flips, double temperature, SegmentationSettings settings) {
    /** As published. */
    static final InferenceFields PUBLISHED = new InferenceFields(0.5, WindowWeights.GAUSSIAN, Tiling.NO_FLIPS, 1, SegmentationSettings.DEFAULT);

    static InferenceFields read(SettingsReader read) {
        return new InferenceFields(read.number("overlap", PUBLISHED.overlap), read.choice("weights", PUBLISHED.weights),
                read.has("flips") ? read.integerLists("flips") : PUBLISHED.flips, read.number("temperature", PUBLISHED.temperature),
                PUBLISHED.settings.withSumBytes(read.whole("sumBytes", PUBLISHED.settings.sumBytes())));
    }

    static Map<String, Object> tree(Recipe recipe) {
        return new SettingsWriter()
                .put("overlap", recipe.model().overlap())
                .put("weights", recipe.model().windowWeights())
                .put("flips", recipe.model().flips())
                .put("temperature", recipe.model().temperature())
                .put("sumBytes", recipe.inference().sumBytes())
                .toTree();
    }
}
