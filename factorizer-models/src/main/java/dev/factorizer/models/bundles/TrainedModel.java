package dev.factorizer.models.bundles;

import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.networks.StateDict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trained network with all that is needed to use it.
 *
 * @param recipe how a scan becomes a segmentation
 * @param weights a tensor for each parameter and buffer of the network, by name
 * @param provenance where the model comes from: data, training, versions; text by name
 */
public record TrainedModel(ModelRecipe recipe, Map<String, Tensor> weights, Map<String, String> provenance) {
    /**
     * Checks the weights: all that the network needs and nothing else, finite numbers only.
     *
     * @throws IllegalArgumentException listing every missing, unexpected or misshapen entry, or every one that is not finite
     */
    public TrainedModel {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
        StateDict.requireFits(recipe.program(), weights, "model: the state dict");
        List<String> broken = new ArrayList<>();
        weights.forEach((name, tensor) -> {
            for (float value : tensor.toFloats()) {
                if (!Float.isFinite(value)) {
                    broken.add(name);
                    break;
                }
            }
        });
        if (!broken.isEmpty()) {
            throw new IllegalArgumentException("model: the state dict holds numbers that are not finite, in " + broken
                    + "; take the weights of an earlier epoch");
        }
    }

    /**
     * The same with another number of iterations of each factorization.
     *
     * @param iterations at least 0
     * @return another model with the same weights
     */
    public TrainedModel withIterations(int iterations) {
        return new TrainedModel(recipe.withIterations(iterations), weights, provenance);
    }
}
