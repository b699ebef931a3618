package dev.factorizer.contract;

import dev.factorizer.api.network.NetworkKinds;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.weights.StoredTensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A training in PyTorch, as {@code training_steps.py} recorded it.
 *
 * @param name the record's file without extension
 * @param network the settings of what was trained
 * @param images the images' shape
 * @param recipe how it was trained
 * @param losses before each step, in double precision
 * @param logits the finest result of the first image in evaluation, before training: at some voxels, for each channel
 * @param tensors the original's state dict by name, in its order
 */
record PyTorchTraining(String name, NetworkSettings network, Shape images, Recipe recipe, List<Double> losses,
        Map<Integer, List<Double>> logits, Map<String, Entry> tensors) {
    /** All that are recorded. */
    static final List<String> NAMES = List.of("factorizer", "dynUNet", "dynUNet-residual", "segResNet", "unetr", "swinUNETR",
            "swinUNETR-six-corners", "deconver", "deconver-2d");

    private static final int BLOCK = 4;

    /**
     * How it was trained.
     *
     * @param loss its name
     * @param heads results beside the finest
     * @param optimizer its name
     * @param learningRate of the first step, before the schedule
     * @param weightDecay of the optimizer
     * @param schedule its name
     * @param clipping a limit to the norm of the gradients, if there is one
     */
    record Recipe(String loss, int heads, String optimizer, double learningRate, double weightDecay, String schedule,
            Optional<Double> clipping) {
        boolean classes() {
            return loss.contains("classes");
        }
    }

    /**
     * An entry of a state dict.
     *
     * @param tensor the first name of its tensor
     * @param shape its shape
     * @param trainable whether it is a parameter
     * @param values those of whole numbers
     */
    record Entry(String tensor, Shape shape, boolean trainable, Optional<List<Integer>> values) {
        StoredTensor stored() {
            if (values.isPresent()) {
                return StoredTensor.of(shape.sizes(), values.get().stream().mapToInt(Integer::intValue).toArray());
            }
            return StoredTensor.of(shape.sizes(), trainable ? RuleNumbers.parameter(tensor, shape) : RuleNumbers.buffer(tensor, shape));
        }
    }

    static PyTorchTraining read(String name) {
        String file = "training/" + name + ".json";
        try (InputStream in = PyTorchTraining.class.getResourceAsStream(file)) {
            return SettingsReader.read(file, JsonTree.parse(in.readAllBytes(), Path.of(file), "a recorded training"),
                    read -> of(name, read));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PyTorchTraining of(String name, SettingsReader read) {
        read.text("reference");
        read.truth("classes");
        read.numbers("lossesInFloat32");
        Recipe recipe = read.object("optimizer", optimizer -> new Recipe(read.text("loss"), read.integer("heads"),
                optimizer.text("name"), optimizer.number("learningRate"), optimizer.number("weightDecay"), read.text("schedule"),
                read.has("clipping") ? Optional.of(read.number("clipping")) : Optional.empty()));
        List<Integer> voxels = read.integers("voxels");
        Map<Integer, List<Double>> logits = new LinkedHashMap<>();
        List<Double> values = read.numbers("logits");
        int channels = read.integer("outputs");
        for (int i = 0; i < voxels.size(); i++) {
            logits.put(voxels.get(i), values.subList(i * channels, (i + 1) * channels));
        }
        Map<String, Entry> tensors = new LinkedHashMap<>();
        read.objects("tensors", entry -> tensors.put(entry.text("name"), new Entry(
                entry.has("aliasOf") ? entry.text("aliasOf") : entry.text("name"), shape(entry.integers("shape")),
                !entry.has("trainable") || entry.truth("trainable"),
                entry.has("values") ? Optional.of(entry.integers("values")) : Optional.empty())));
        return new PyTorchTraining(name, NetworkKinds.installed().read(read.text("kind"), read.tree("settings")),
                shape(read.integers("images")), recipe, read.numbers("losses"), logits, tensors);
    }

    private static Shape shape(List<Integer> sizes) {
        return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The original's state dict before training, under all its names. */
    Map<String, StoredTensor> stateDict() {
        Map<String, StoredTensor> state = new LinkedHashMap<>();
        tensors.forEach((entry, tensor) -> state.put(entry, tensor.stored()));
        return state;
    }

    /** The same numbers under the names of our network. */
    Map<String, Tensor> weights(List<ParameterSpec> parameters) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : parameters) {
            Entry entry = tensors.get(spec.name());
            if (entry == null) {
                throw new AssertionError(name + " has no tensor \"" + spec.name() + "\", which the network asks for");
            }
            weights.put(spec.name(), Tensor.of(spec.shape(), entry.stored().floats()));
        }
        return weights;
    }

    /** Whether in a block of the target something is, or which class. */
    private double block(Shape blocks, int[] at) {
        long position = 0;
        for (int axis = 0; axis < at.length; axis++) {
            position = position * blocks.size(axis) + (axis < 2 ? at[axis] : at[axis] / BLOCK);
        }
        double u = RuleNumbers.uniform("target", position);
        return recipe.classes() ? Math.floor((u + 1) / 2 * network.outputChannels()) : u > 0.2 ? 1 : 0;
    }

    private interface Element {
        double at(int[] place, int position);
    }

    private static Tensor tensor(Shape shape, Element element) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        int[] place = new int[shape.rank()];
        for (int i = 0; i < values.length; i++) {
            int rest = i;
            for (int axis = shape.rank() - 1; axis >= 0; axis--) {
                place[axis] = rest % shape.size(axis);
                rest /= shape.size(axis);
            }
            values[i] = (float) element.at(place, i);
        }
        return Tensor.of(shape, values);
    }

    private Shape blocks(int channels) {
        int[] sizes = images.with(1, channels).sizes();
        for (int axis = 2; axis < sizes.length; axis++) {
            sizes[axis] /= BLOCK;
        }
        return Shape.of(sizes);
    }

    Tensor targetsData() {
        int channels = recipe.classes() ? 1 : network.outputChannels();
        Shape blocks = blocks(channels);
        return tensor(images.with(1, channels), (place, position) -> block(blocks, place));
    }

    Tensor imagesData() {
        int regions = recipe.classes() ? 1 : network.outputChannels();
        Shape blocks = blocks(regions);
        double most = recipe.classes() ? network.outputChannels() - 1 : 1;
        return tensor(images, (place, position) -> {
            int[] at = place.clone();
            at[1] %= regions;
            return 0.5 * RuleNumbers.uniform("image", position) + block(blocks, at) / most;
        });
    }
}
