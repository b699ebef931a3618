package dev.factorizer.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.files.JsonMistake;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One case: settings, tensors, and how exact the published implementation was in single precision.
 *
 * @param name the file's name without extension
 * @param kind what is computed
 * @param config the settings
 * @param error32 the error of its own float32 run for each output and gradient; empty where that run was not finite
 * @param tensors by role and name: {@code input.x}, {@code param.weight}, {@code output.y}, {@code cotangent.y}, {@code
 *     grad.input.x}, {@code grad.param.weight}; outputs and gradients in float64
 */
public record GoldenCase(String name, String kind, Map<String, Object> config, Map<String, OptionalDouble> error32,
        Map<String, Tensor> tensors) {
    /** The format this class reads. */
    public static final String FORMAT = "factorizer-golden/1";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXTENSION = ".safetensors";
    private static final List<String> ROLES = List.of("input.", "param.", "output.", "cotangent.", "grad.input.",
            "grad.param.");

    /** Copies the maps. */
    public GoldenCase {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
        error32 = Collections.unmodifiableMap(new LinkedHashMap<>(error32));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /**
     * Reads a case.
     *
     * @param file a safetensors file
     * @return the case
     * @throws MalformedFileException if it is not a case of this format; the message names the file
     * @throws IOException if it can't be read
     */
    public static GoldenCase read(Path file) throws IOException {
        Weights weights = Weights.read(file);
        String format = entry(file, weights, "format");
        if (!format.equals(FORMAT)) {
            throw new MalformedFileException(file, "format is \"" + format + "\", expected \"" + FORMAT + "\"");
        }
        Map<String, Tensor> tensors = new TreeMap<>();
        weights.tensors().forEach((name, stored) -> tensors.put(name, tensor(stored)));
        for (String name : tensors.keySet()) {
            if (ROLES.stream().noneMatch(name::startsWith)) {
                throw new MalformedFileException(file, "tensor \"" + name + "\" has no role, expected one of " + ROLES);
            }
        }
        String name = file.getFileName().toString();
        return new GoldenCase(name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name,
                entry(file, weights, "kind"), JsonTree.map(json(file, weights, "config")), errors(file, weights), tensors);
    }

    private static String entry(Path file, Weights weights, String key) throws MalformedFileException {
        String text = weights.metadata().get(key);
        if (text == null) {
            throw new MalformedFileException(file, "metadata has no \"" + key + "\", expected a golden case");
        }
        return text;
    }

    private static JsonNode json(Path file, Weights weights, String key) throws MalformedFileException {
        try {
            JsonNode node = JSON.readTree(entry(file, weights, key));
            if (!node.isObject()) {
                throw new MalformedFileException(file, "metadata \"" + key + "\" is " + node + ", expected a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new MalformedFileException(file, "metadata \"" + key + "\" is not JSON: " + JsonMistake.of(e), e);
        }
    }

    private static Map<String, OptionalDouble> errors(Path file, Weights weights) throws MalformedFileException {
        Map<String, OptionalDouble> errors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json(file, weights, "error32").properties()) {
            JsonNode error = entry.getValue();
            if (!error.isNull() && !error.isNumber()) {
                throw new MalformedFileException(file, "error32 of \"" + entry.getKey() + "\" is " + error
                        + ", expected a number or null");
            }
            errors.put(entry.getKey(), error.isNull() ? OptionalDouble.empty() : OptionalDouble.of(error.doubleValue()));
        }
        return errors;
    }

    /** Single precision and integers as the API has them, double precision as it is stored. */
    private static Tensor tensor(StoredTensor stored) {
        Shape shape = Shape.of(stored.shape());
        return switch (stored.type()) {
            case F64 -> Tensor.of(shape, stored.doubles());
            case F16, BF16, F32 -> Tensor.of(shape, stored.floats());
            case BOOL, U8, I8, I16, U16, I32, U32, I64, U64 -> {
                long[] wide = stored.longs();
                int[] values = new int[wide.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = Math.toIntExact(wide[i]);
                }
                yield Tensor.of(shape, values);
            }
        };
    }

    /** A tensor the case must have. */
    Tensor tensor(String role) {
        Tensor tensor = tensors.get(role);
        if (tensor == null) {
            throw new MismatchException("tensor \"" + role + "\" is missing");
        }
        return tensor;
    }

    /**
     * The tensors of one role.
     *
     * @param role the role with its dot, such as {@code output.}
     * @return them by name without the role
     */
    public Map<String, Tensor> role(String role) {
        Map<String, Tensor> found = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(role)) {
                found.put(name.substring(role.length()), tensor);
            }
        });
        return found;
    }
}
