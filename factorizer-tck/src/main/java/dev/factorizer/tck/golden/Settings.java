package dev.factorizer.tck.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    private static List<Integer> integers(String key, JsonNode node) {
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
            return java.util.Collections.nCopies(rank, node.intValue());
        }
        List<Integer> values = integers(key, node);
        if (values.size() != rank) {
            throw new UnsupportedCaseException("setting \"" + key + "\" is " + node + ", expected " + rank + " entries");
        }
        return values;
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
        Set<String> left = config.propertyStream().map(java.util.Map.Entry::getKey).filter(key -> !read.contains(key))
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        if (!left.isEmpty()) {
            throw new UnsupportedCaseException("settings " + left + " are unknown");
        }
    }
}
