package dev.factorizer.models.recipes;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.models.inference.SegmentationSettings;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The section {@code inference} of a recipe.
 *
 * @param overlap of windows, which a bundle keeps
 * @param temperature of the probabilities, which a bundle keeps
 * @param settings the rest
 */
record InferenceFields(double overlap, double temperature, SegmentationSettings settings) {
    /** As published. */
    static final double OVERLAP = 0.5;

    static InferenceFields read(SettingsReader read) {
        SegmentationSettings usual = SegmentationSettings.DEFAULT;
        return new InferenceFields(read.number("overlap", OVERLAP), read.number("temperature", 1),
                new SegmentationSettings(OptionalDouble.empty(), read.choice("weights", usual.weights()),
                        read.has("flips") ? read.integerLists("flips") : usual.flips(), read.choice("averaging", usual.averaging()),
                        read.truth("probabilities", usual.probabilities()), read.truth("uncertainty", usual.uncertainty()),
                        read.whole("sumBytes", usual.sumBytes())));
    }

    static Map<String, Object> tree(Recipe recipe) {
        SegmentationSettings settings = recipe.inference();
        return new SettingsWriter()
                .put("overlap", recipe.model().overlap())
                .put("weights", settings.weights())
                .put("flips", settings.flips())
                .put("averaging", settings.averaging())
                .put("temperature", recipe.model().temperature())
                .put("probabilities", settings.probabilities())
                .put("uncertainty", settings.uncertainty())
                .put("sumBytes", settings.sumBytes())
                .toTree();
    }
}
