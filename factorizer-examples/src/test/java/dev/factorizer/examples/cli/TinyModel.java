package dev.factorizer.examples.cli;

import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.networks.Factorizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A bundle with a network of initial weights, for two channels of 8³ voxels of 2 mm. */
final class TinyModel {
    private TinyModel() { }

    static Path write(Path bundle) throws IOException {
        return write(bundle, 3);
    }

    /** The same with other weights. */
    static Path write(Path bundle, long seed) throws IOException {
        return write(bundle, Factorizer.Settings.swin(2, 1, List.of(8, 8, 8), List.of(8, 16)), seed);
    }

    /** The same with another network of two channels and one region. */
    static Path write(Path bundle, NetworkSettings network) throws IOException {
        return write(bundle, network, 3);
    }

    private static Path write(Path bundle, NetworkSettings network, long seed) throws IOException {
        ModelRecipe recipe = new ModelRecipe(network, List.of("dwi", "adc"), Preprocessing.recipe(2, 8), Labels.isles22());
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : recipe.program().parameters()) {
            weights.put(spec.name(), Tensor.of(spec.shape(), spec.initializer().draw(seed, spec.name(), spec.shape())));
        }
        new TrainedModel(recipe, weights, Map.of()).write(bundle);
        return bundle;
    }
}
