package dev.factorizer.golden;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The settings of a case while they are read: whoever leaves one unread has not understood the case. */
final class Settings {
    private final JsonNode config;
    private final Set<String> read = new HashSet<>();

    Settings(JsonNode config) {
        this.config = config;
    }

    /** Whether a setting is there and not null. */
    boolean has(String key) {
        read.add(key);
        return config.hasNonNull(key);
    }

    /** A setting as JSON, for lists of mixed values. */
    JsonNode node(String key) {
        if (!has(key)) {
            throw new UnsupportedCaseException("setting \"" + key + "\" is missing");
        }
        return config.get(key);
    }

    int integer(String key) {
        JsonNode node = node(key);
        if (!node.canConvertToInt() || !node.canConvertToExactIntegral()) {
            throw new UnsupportedCaseException("setting \"" + key + "\" is " + node + ", expected a whole number");
        }
        return node.intValue();
    }

    double number(String key) {
        JsonNode node = node(key);
        if (!node.isNumber()) {
            throw new UnsupportedCaseException("setting \"" + key + "\" is " + node + ", expected a number");
        }
        return node.doubleValue();
    }

    String text(String key) {
        return node(key).asText();
    }

    boolean flag(String key) {
        JsonNode node = node(key);
        if (!node.isBoolean()) {
            throw new UnsupportedCaseException("setting \"" + key + "\" is " + node + ", expected true or false");
        }
        return node.booleanValue();
    }

    /** A list of whole numbers. */
    List<Integer> integers(String key) {
        return integers(key, node(key));
    }

    static List<Integer> integers(String key, JsonNode node) {
        List<Integer> values = new ArrayList<>();
        for (JsonNode element : node) {
            if (!element.isInt()) {
                throw new UnsupportedCaseException("setting \"" + key + "\" is " + node + ", expected whole numbers");
            }
            values.add(element.intValue());
        }
        return values;
    }

    /** A number for all axes, or one for each. */
    List<Integer> perAxis(String key, int rank) {
        return perAxis(key, node(key), rank);
    }

    static List<Integer> perAxis(String key, JsonNode node, int rank) {
        if (node.isInt()) {
            return Collections.nCopies(rank, node.intValue());
        }
        List<Integer> values = integers(key, node);
        if (values.size() != rank) {
            throw new UnsupportedCaseException("setting \"" + key + "\" is " + node + ", expected " + rank + " entries");
        }
        return values;
    }

    /** A list of numbers. */
    List<Double> numbers(String key) {
        List<Double> values = new ArrayList<>();
        for (JsonNode element : node(key)) {
            if (!element.isNumber()) {
                throw new UnsupportedCaseException("setting \"" + key + "\" is " + node(key) + ", expected numbers");
            }
            values.add(element.doubleValue());
        }
        return values;
    }

    /** Settings of their own inside these; whoever takes them reads them all. */
    Settings inner(String key) {
        return new Settings(node(key));
    }

    /**
     * All settings as maps and lists, for readers of settings files, which refuse what they don't know. A single shift, as
     * layouts have it, becomes the list of one that means the same.
     */
    Map<String, Object> tree() {
        config.fieldNames().forEachRemaining(read::add);
        Map<String, Object> tree = new ObjectMapper().convertValue(config, new TypeReference<>() { });
        if (tree.containsKey("shift") && !tree.containsKey("shifts")) {
            Object shift = tree.remove("shift");
            tree.put("shifts", Collections.singletonList(shift));
            tree.put("windows", "shifted");
        }
        return tree;
    }

    /** The channels and the size a case states are those of its input. */
    void requireShape(Shape input) {
        for (String key : List.of("channels", "inputChannels")) {
            if (has(key) && integer(key) != input.size(1)) {
                throw new MismatchException("input.x has shape " + input + ", but \"" + key + "\" is " + integer(key));
            }
        }
        if (has("spatialSize") && !integers("spatialSize").equals(boxed(input.spatial()))) {
            throw new MismatchException("input.x has shape " + input + ", but \"spatialSize\" is " + node("spatialSize"));
        }
    }

    private static List<Integer> boxed(Shape shape) {
        List<Integer> sizes = new ArrayList<>();
        for (int size : shape.sizes()) {
            sizes.add(size);
        }
        return sizes;
    }

    /** Only one value of a setting can be computed here. */
    void only(String key, Object value) {
        if (has(key) && !config.get(key).asText().equals(value.toString())) {
            throw new UnsupportedCaseException("setting \"" + key + "\" is " + config.get(key) + ", only " + value
                    + " is supported");
        }
    }

    /** Settings that repeat what shapes of tensors say. */
    void stated(String... keys) {
        read.addAll(List.of(keys));
    }

    /** Fails if a setting was not read: it would have changed the result. */
    void allRead() {
        Set<String> left = config.propertyStream().map(Map.Entry::getKey).filter(key -> !read.contains(key))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!left.isEmpty()) {
            throw new UnsupportedCaseException("settings " + left + " are unknown");
        }
    }
}
