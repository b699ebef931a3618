package dev.factorizer.models.explanation;

import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What takes the place of every factorization of a trained network, to see what the factorization does. Everything else stays,
 * the weights too: nothing is trained again.
 */
public enum Ablation {
    /** The matrices themselves: U Vᵀ becomes X, so that a block is its linear maps, the ReLU between them, and the mean over shifts. */
    IDENTITY("identity"),
    /** Nothing: U Vᵀ becomes 0, the product of factors without a component. A block is left with its MLP and a bias. */
    RANK_0("rank-0"),
    /** What the factorization starts with: U Vᵀ of the initial factors, which see the image only if they are computed from it. */
    NO_ITERATIONS("no-iterations");

    private final String label;

    Ablation(String label) {
        this.label = label;
    }

    /** {@return the name in commands and tables} */
    public String label() {
        return label;
    }

    /**
     * An ablation by its name.
     *
     * @param label the name
     * @return the ablation
     * @throws IllegalArgumentException listing those that there are, if it is none of them
     */
    public static Ablation of(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("ablation \"" + label + "\" is unknown, expected one of "
                        + Arrays.stream(values()).map(Ablation::label).collect(Collectors.joining(", "))));
    }

    /**
     * The same model with this in place of its factorizations. It segments like any other, but can't be written as a bundle.
     *
     * @param trained the model
     * @return another model with the same weights
     * @throws IllegalArgumentException if the network has no factorization
     */
    public TrainedModel applyTo(TrainedModel trained) {
        ModelRecipe recipe = trained.recipe();
        boolean factorizes = recipe.program().graph().nodes().stream().anyMatch(node -> node.operation() instanceof Factorize);
        if (!factorizes) {
            throw new IllegalArgumentException("ablation " + label + ": a network of the kind \"" + recipe.network().kind()
                    + "\" has no factorization, expected one that has, such as a \"factorizer\"");
        }
        ModelRecipe ablated = new ModelRecipe(new AblatedNetwork(recipe.network(), this), recipe.channels(),
                recipe.preprocessing(), recipe.labels(), recipe.overlap(), recipe.temperature());
        return new TrainedModel(ablated, trained.weights(), trained.provenance());
    }

    /** What stands in the place of a factorization. */
    Value replacement(Node factorization, Value[] inputs) {
        return switch (this) {
            case IDENTITY -> inputs[0];
            case RANK_0 -> factorization.trace().zeros(factorization.result().type());
            case NO_ITERATIONS -> inputs[0].apply(
                    new Factorize(((Factorize) factorization.operation()).settings().withIterations(0)),
                    Arrays.copyOfRange(inputs, 1, inputs.length));
        };
    }
}
