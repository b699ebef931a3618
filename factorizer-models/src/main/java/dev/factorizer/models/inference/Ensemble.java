package dev.factorizer.models.inference;

import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.SpatialPad;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Models that segment together: they see the same image and find the same, with any networks and windows. */
final class Ensemble {
    private Ensemble() { }

    /**
     * What brings a scan onto the grid of all models.
     *
     * @param models at least one
     * @return the preprocessing that they have in common
     * @throws IllegalArgumentException if two see or find something else, naming both and the difference
     */
    static Preprocessing preprocessing(List<TrainedModel> models) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("ensemble: found no model, expected at least one");
        }
        require(models, "the channels", ModelRecipe::channels, List::toString);
        require(models, "the labels", ModelRecipe::labels, Labels::describe);
        if (models.size() == 1) {
            return models.getFirst().recipe().preprocessing();
        }
        require(models, "the preprocessing", Ensemble::withoutUsualPad, Preprocessing::describe);
        return withoutUsualPad(models.getFirst().recipe());
    }

    private static <T> void require(List<TrainedModel> models, String what, Function<ModelRecipe, T> part,
            Function<T, String> describe) {
        T first = part.apply(models.getFirst().recipe());
        for (int i = 1; i < models.size(); i++) {
            T other = part.apply(models.get(i).recipe());
            if (!other.equals(first)) {
                throw new IllegalArgumentException("ensemble: model " + (i + 1) + " has " + what + " " + describe.apply(other)
                        + ", expected those of model 1, " + describe.apply(first) + "; take models that were trained for the same");
            }
        }
    }

    /** Padding to the window is what the sliding window does anyway, for each model's own. */
    private static Preprocessing withoutUsualPad(ModelRecipe recipe) {
        Preprocessing own = recipe.preprocessing();
        List<Integer> window = recipe.network().window();
        Optional<SpatialPad> pad = own.spatialPad().filter(step -> !IntStream.range(0, 3).allMatch(
                axis -> step.size().get(axis) == (axis < window.size() ? window.get(axis) : 1)));
        return new Preprocessing(own.crop(), own.orientation(), own.normalization(), own.spacing(), pad);
    }
}
