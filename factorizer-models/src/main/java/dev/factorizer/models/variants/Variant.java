package dev.factorizer.models.variants;

import dev.factorizer.api.network.IterativeNetwork;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.explanation.Ablation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /**
     * {@return the model as it was trained, and with each number of iterations from 0 to one less}
     *
     * @param model the model
     * @throws IllegalArgumentException if the network does not iterate
     */
    public static List<Variant> sweep(TrainedModel model) {
        if (!(model.recipe().network() instanceof IterativeNetwork iterative)) {
            throw new IllegalArgumentException("iterations: a network of the kind \"" + model.recipe().network().kind()
                    + "\" does not iterate, expected one that does, such as a \"factorizer\"");
        }
        return sweep(model, IntStream.range(0, iterative.iterations()).map(i -> iterative.iterations() - 1 - i).boxed().toList());
    }

    /**
     * {@return the model as it was trained, and with other numbers of iterations}
     *
     * @param model the model
     * @param iterations numbers of at least 0; the one that it was trained with and those that are there already add nothing
     * @throws IllegalArgumentException if the network does not iterate
     */
    public static List<Variant> sweep(TrainedModel model, List<Integer> iterations) {
        List<Variant> variants = new ArrayList<>(List.of(asTrained(model)));
        for (int number : iterations) {
            if (variants.stream().noneMatch(one -> one.iterations().equals(OptionalInt.of(number)))) {
                variants.add(withIterations(model, number));
            }
        }
        return variants;
    }

    /**
     * {@return the model as it was trained, and with each of several things in place of its factorizations}
     *
     * @param model the model
     * @param ablations what takes their place
     * @throws IllegalArgumentException if the network has no factorization
     */
    public static List<Variant> ablations(TrainedModel model, List<Ablation> ablations) {
        return Stream.concat(Stream.of(asTrained(model)), ablations.stream().map(one -> ablated(model, one))).toList();
    }

    private static Variant ofIterations(int iterations, TrainedModel model) {
        return new Variant("T = " + iterations, OptionalInt.of(iterations), model);
    }
}
