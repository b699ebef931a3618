package dev.factorizer.models.training;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.weights.Weights;
import dev.factorizer.models.networks.StateDict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A training between two steps. One safetensors file, so that renaming it replaces all of it at once: parameters as {@code
 * network.NAME}, the optimizer's state under its own names, everything else as metadata.
 *
 * @param step how many steps were done
 * @param identity of the training
 * @param images the images' shape
 * @param targets the targets' shape
 * @param weights the network's parameters and buffers
 * @param state what the optimizer keeps
 */
record Checkpoint(long step, TrainingIdentity identity, Shape images, Shape targets, Map<String, Tensor> weights,
        Map<String, Tensor> state) {
    static final String FILE = "checkpoint.safetensors";
    private static final String FORMAT = "factorizer-training/2";
    private static final String NETWORK = "network.";
    private static final String SETTINGS = "settings";

    void write(Path folder) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> tensors.put(NETWORK + name, tensor));
        tensors.putAll(state);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("step", Long.toString(step));
        metadata.put("images", text(images));
        metadata.put("targets", text(targets));
        metadata.put(SETTINGS, new String(JsonTree.text(identity.tree()), StandardCharsets.UTF_8));
        metadata.put("sha256", digest(metadata, tensors));
        Files.createDirectories(folder);
        StateDict.toWeights(tensors, metadata).write(folder.resolve(FILE));
    }

    static Checkpoint read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "no training was saved here, expected a file " + FILE);
        }
        Weights read = Weights.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(read.metadata());
        if (!FORMAT.equals(metadata.get("format"))) {
            throw new MalformedFileException(file, "format is \"" + metadata.get("format") + "\", expected \"" + FORMAT
                    + "\"");
        }
        Map<String, Tensor> tensors = StateDict.of(read.tensors());
        String expected = metadata.remove("sha256");
        if (!digest(metadata, tensors).equals(expected)) {
            throw new MalformedFileException(file, "its contents don't have the sha256 it states; it is damaged");
        }
        TrainingIdentity identity = new TrainingIdentity(JsonTree.parse(metadata.getOrDefault(SETTINGS, "")
                .getBytes(StandardCharsets.UTF_8), file, "the checkpoint of a training with its settings in JSON"));
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Map<String, Tensor> state = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(NETWORK)) {
                weights.put(name.substring(NETWORK.length()), tensor);
            } else {
                state.put(name, tensor);
            }
        });
        try {
            return new Checkpoint(Long.parseLong(metadata.get("step")), identity, shape(metadata.get("images")),
                    shape(metadata.get("targets")), weights, state);
        } catch (NumberFormatException | NullPointerException e) {
            throw new MalformedFileException(file, "step, images and targets are \"" + metadata.get("step") + "\", \""
                    + metadata.get("images") + "\" and \"" + metadata.get("targets") + "\", expected whole numbers", e);
        }
    }

    void requireTensors(TrainingGraph graph) {
        StateDict.requireFits(graph.program(), weights, "training: the saved state dict");
        Map<String, Shape> found = new TreeMap<>();
        state.forEach((name, tensor) -> found.put(name, tensor.shape()));
        if (!found.equals(new TreeMap<>(graph.state()))) {
            throw new IllegalArgumentException("training: the saved optimizer state is " + found + ", expected "
                    + new TreeMap<>(graph.state()));
        }
    }

    private static String text(Shape shape) {
        return Arrays.stream(shape.sizes()).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    private static Shape shape(String text) {
        return Shape.of(Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray());
    }

    /** Over all names and numbers: safetensors has no checksum of its own. */
    private static String digest(Map<String, String> metadata, Map<String, Tensor> tensors) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing, which every Java has", e);
        }
        new TreeMap<>(metadata).forEach((name, value) ->
                sha256.update((name + "=" + value + "\n").getBytes(StandardCharsets.UTF_8)));
        new TreeMap<>(tensors).forEach((name, tensor) -> {
            sha256.update((name + " " + tensor.shape() + "\n").getBytes(StandardCharsets.UTF_8));
            float[] values = tensor.toFloats();
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
            bytes.asFloatBuffer().put(values);
            sha256.update(bytes);
        });
        return HexFormat.of().formatHex(sha256.digest());
    }
}
