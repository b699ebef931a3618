package dev.factorizer.models.bundles;

import dev.factorizer.api.network.NetworkKinds;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.bundle.NetworkDescription;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.models.networks.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trained network with all that is needed to use it: what a model bundle holds.
 *
 * @param recipe how a scan becomes a segmentation
 * @param weights a tensor for each parameter and buffer of the network, by name
 * @param provenance where the model comes from (data, training, versions): texts, numbers, lists and maps of them
 */
public record TrainedModel(ModelRecipe recipe, Map<String, Tensor> weights, Map<String, Object> provenance) {
    /**
     * Checks the weights: all that the network needs and nothing else, finite numbers only.
     *
     * @throws IllegalArgumentException listing every missing, unexpected or misshapen entry, or every one that is not finite
     */
    public TrainedModel {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
        Program program = NetworkSize.of(weights.values()).program(recipe);
        StateDict.requireFits(program, weights, "model: the state dict");
        requireVoxelwise(recipe, program);
        List<String> broken = new ArrayList<>();
        weights.forEach((name, tensor) -> {
            if (!isFinite(tensor)) {
                broken.add(name);
            }
        });
        if (!broken.isEmpty()) {
            throw new IllegalArgumentException("model: the state dict holds numbers that are not finite, in " + broken
                    + "; take the weights of an earlier epoch");
        }
    }

    private static void requireVoxelwise(ModelRecipe recipe, Program program) {
        int[] window = recipe.network().window().stream().mapToInt(Integer::intValue).toArray();
        Shape image = Shape.of(1, recipe.network().inputChannels()).append(window);
        if (program.graph().placeholders(Placeholder.Role.INPUT).isEmpty()) {
            throw new IllegalArgumentException("model: the network's result does not depend on the image, expected one that does");
        }
        Type result = program.graph().outputs().values().iterator().next().type();
        if (result.shape().rank() != image.rank() || result.shape().size(0) != 1
                || !result.shape().spatial().equals(image.spatial())) {
            throw new IllegalArgumentException("model: the network makes " + result.shape() + " of " + image
                    + ", expected a result for each voxel");
        }
        if (!result.equals(Type.float32(image.with(1, recipe.network().outputChannels())))) {
            throw new IllegalArgumentException("model: the network makes " + result + ", expected float32 and the "
                    + recipe.network().outputChannels() + " output channels that its settings say");
        }
    }

    private static boolean isFinite(Tensor tensor) {
        for (float value : tensor.toFloats()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads a model bundle.
     *
     * @param path its folder or zip archive
     * @return the model
     * @throws IOException if it can't be read, is damaged, or its parts don't fit together
     */
    public static TrainedModel read(Path path) throws IOException {
        return read(path, NetworkKinds.installed());
    }

    /**
     * Reads a model bundle.
     *
     * @param path its folder or zip archive
     * @param kinds the kinds of networks it may hold
     * @return the model
     * @throws IOException if it can't be read, is damaged, or its parts don't fit together
     */
    public static TrainedModel read(Path path, NetworkKinds kinds) throws IOException {
        ModelBundle bundle = ModelBundle.read(path);
        try {
            return of(bundle, kinds);
        } catch (MismatchException e) {
            throw new MalformedFileException(path, e);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(path, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The model in a bundle.
     *
     * @param bundle the bundle
     * @param kinds the kinds of networks it may hold
     * @return the model
     * @throws IllegalArgumentException if it holds another kind of network, or its parts don't fit together
     */
    public static TrainedModel of(ModelBundle bundle, NetworkKinds kinds) {
        ModelRecipe recipe = new ModelRecipe(kinds.read(bundle.network().kind(), bundle.network().settings()),
                bundle.channels(), bundle.preprocessing(), bundle.labels(), bundle.tiling().overlap(), bundle.temperature(),
                bundle.tiling().weights(), bundle.tiling().flips());
        if (!bundle.tiling().equals(recipe.tiling())) {
            throw new IllegalArgumentException("model: the sliding window is " + bundle.tiling().window()
                    + ", expected the network's " + recipe.tiling().window());
        }
        return new TrainedModel(recipe, StateDict.of(bundle.weights().tensors()), bundle.provenance());
    }

    /**
     * {@return the model as a bundle, ready to be written}
     * @throws IllegalArgumentException if the network's kind could not read its settings again
     */
    public ModelBundle toBundle() {
        NetworkKinds.installed().requireReadable(recipe.network());
        return new ModelBundle(new NetworkDescription(recipe.network().kind(), recipe.network().toTree()),
                recipe.channels(), recipe.preprocessing(), recipe.labels(), recipe.tiling(),
                recipe.temperature(), provenance, StateDict.toWeights(weights, Map.of()));
    }

    /**
     * Writes the model as a bundle, whole or not at all.
     *
     * @param path an archive if the name ends in {@code .zip}, else a folder; a bundle that is there is replaced
     * @throws IOException if something else is there, or it can't be written
     */
    public void write(Path path) throws IOException {
        toBundle().write(path);
    }

    /**
     * The same with another temperature.
     *
     * @param temperature what results are divided by before they become probabilities
     * @return another model with the same weights
     */
    public TrainedModel withTemperature(double temperature) {
        return new TrainedModel(recipe.withTemperature(temperature), weights, provenance);
    }

    /**
     * The same with another number of iterations of each factorization.
     *
     * @param iterations at least 0
     * @return another model with the same weights
     * @throws IllegalArgumentException if the network does not iterate
     */
    public TrainedModel withIterations(int iterations) {
        return new TrainedModel(recipe.withIterations(iterations), weights, provenance);
    }
}
