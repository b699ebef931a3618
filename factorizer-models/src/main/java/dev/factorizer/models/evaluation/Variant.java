package dev.factorizer.models.evaluation;

import dev.factorizer.api.network.IterativeNetwork;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.explanation.Ablation;
import java.util.OptionalInt;

/**
 * A way to run a trained model without training it again.
 *
 * @param name for tables
 * @param iterations T of each factorization; empty where there is no such number
 * @param model what is run
 */
public record Variant(String name, OptionalInt iterations, TrainedModel model) {
    /**
     * {@return the model as it was trained}
     *
     * @param model the model
     */
    public static Variant asTrained(TrainedModel model) {
        return model.recipe().network() instanceof IterativeNetwork iterative ? ofIterations(iterative.iterations(), model)
                : new Variant("as trained", OptionalInt.empty(), model);
    }

    /**
     * {@return the model with another number of iterations}
     *
     * @param model the model
     * @param iterations T, at least 0
     * @throws IllegalArgumentException if the network does not iterate
     */
    public static Variant withIterations(TrainedModel model, int iterations) {
        return ofIterations(iterations, model.withIterations(iterations));
    }

    /**
     * {@return the model with something else in place of its factorizations}
     *
     * @param model the model
     * @param ablation what takes their place
     * @throws IllegalArgumentException if the network has no factorization
     */
    public static Variant ablated(TrainedModel model, Ablation ablation) {
        return new Variant(ablation.label(), OptionalInt.empty(), ablation.applyTo(model));
    }

    private static Variant ofIterations(int iterations, TrainedModel model) {
        return new Variant("T = " + iterations, OptionalInt.of(iterations), model);
    }
}
