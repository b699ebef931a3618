package dev.factorizer.models.training;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.weights.SealedWeights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A training between two steps. One safetensors file, so that renaming it replaces all of it at once: parameters as {@code
 * network.NAME}, the state of optimizer and average under its own names, everything else as metadata.
 *
 * @param step how many steps were done
 * @param identity of the training
 * @param images the images' shape
 * @param targets the targets' shape
 * @param notes the caller's
 * @param contents where the tensors are read from
 */
record Checkpoint(long step, TrainingIdentity identity, Shape images, Shape targets, Map<String, String> notes,
        SealedWeights contents) {
    private static final String FORMAT = "factorizer-training/";
    private static final int VERSION = 3;
    private static final String NETWORK = "network.";
    private static final String NOTE = "note.";
    private static final String SETTINGS = "settings";

    /**
     * Writes a training, tensor by tensor.
     *
     * @param file the file
     * @param step how many steps were done
     * @param identity of the training
     * @param graph what it computes
     * @param notes the caller's
     * @param values gives a parameter, buffer or state by its name in the graph
     */
    static void write(Path file, long step, TrainingIdentity identity, TrainingGraph graph, Map<String, String> notes,
            Function<String, Tensor> values) throws IOException {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        graph.parameters().forEach(spec -> shapes.put(NETWORK + spec.name(), sizes(spec.shape())));
        graph.state().forEach((name, shape) -> shapes.put(name, sizes(shape)));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT + VERSION);
        metadata.put("step", Long.toString(step));
        metadata.put("images", text(graph.images()));
        metadata.put("targets", text(graph.targets()));
        metadata.put(SETTINGS, new String(JsonTree.text(identity.tree()), StandardCharsets.UTF_8));
        notes.forEach((name, value) -> metadata.put(NOTE + name, value));
        SealedWeights.write(file, metadata, shapes, name -> values.apply(own(name)).toFloats());
    }

    private static String own(String name) {
        return name.startsWith(NETWORK) ? name.substring(NETWORK.length()) : name;
    }

    /** A later version may be whole without looking so here. */
    static void requireNotNewer(Map<String, String> metadata, Path file) throws IOException {
        String format = metadata.getOrDefault("format", "");
        if (format.matches(FORMAT + "\\d{1,9}") && Integer.parseInt(format.substring(FORMAT.length())) > VERSION) {
            throw new IOException(file + ": is a checkpoint of format " + format.substring(FORMAT.length()) + ", expected at most "
                    + VERSION + "; go on with the version of this library that wrote it, or a later one");
        }
    }

    /** The checkpoint in a file that is whole. */
    static Checkpoint of(SealedWeights contents, Path file) throws IOException {
        Map<String, String> metadata = contents.metadata();
        if (!(FORMAT + VERSION).equals(metadata.get("format"))) {
            throw new MalformedFileException(file, "format is \"" + metadata.get("format") + "\", expected \"" + FORMAT + VERSION
                    + "\"");
        }
        TrainingIdentity identity = new TrainingIdentity(JsonTree.parse(metadata.getOrDefault(SETTINGS, "")
                .getBytes(StandardCharsets.UTF_8), file, "the checkpoint of a training with its settings in JSON"));
        Map<String, String> notes = new LinkedHashMap<>();
        metadata.forEach((name, value) -> {
            if (name.startsWith(NOTE)) {
                notes.put(name.substring(NOTE.length()), value);
            }
        });
        try {
            return new Checkpoint(Long.parseLong(metadata.get("step")), identity, shape(metadata.getOrDefault("images", "")),
                    shape(metadata.getOrDefault("targets", "")), notes, contents);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file, "step, images and targets are \"" + metadata.get("step") + "\", \""
                    + metadata.get("images") + "\" and \"" + metadata.get("targets") + "\", expected whole numbers", e);
        }
    }

    void requireTensors(TrainingGraph graph) {
        Map<String, Shape> weights = new LinkedHashMap<>();
        Map<String, Shape> state = new TreeMap<>();
        contents.shapes().forEach((name, sizes) -> (name.startsWith(NETWORK) ? weights : state).put(own(name), shape(sizes)));
        List<String> mismatches = graph.program().mismatches(weights);
        if (!mismatches.isEmpty()) {
            throw new MismatchException("training: the saved state dict does not fit the network", mismatches);
        }
        if (!state.equals(new TreeMap<>(graph.state()))) {
            throw new IllegalArgumentException("training: the saved optimizer state is " + state + ", expected "
                    + new TreeMap<>(graph.state()));
        }
    }

    /** Reads all tensors, one after the other, under their names in the graph. */
    void forEach(BiConsumer<String, Tensor> use) throws IOException {
        contents.forEach((name, tensor) -> use.accept(own(name), Tensor.of(Shape.of(tensor.shape()), tensor.floats())));
    }

    private static String text(Shape shape) {
        return Arrays.stream(shape.sizes()).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    private static Shape shape(String text) {
        return Shape.of(Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray());
    }

    private static Shape shape(List<Integer> sizes) {
        return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
    }

    private static List<Integer> sizes(Shape shape) {
        return Arrays.stream(shape.sizes()).boxed().toList();
    }
}
