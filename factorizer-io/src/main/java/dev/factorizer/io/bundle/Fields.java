package dev.factorizer.io.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The fields of a JSON object, read by name; each must be there and of its kind, and none may be left over. All complaints
 * say where.
 */
final class Fields {
    private final String where;
    private final JsonNode node;
    private final Set<String> unread = new TreeSet<>();

    private Fields(String where, JsonNode node) {
        this.where = where;
        this.node = node;
        if (!node.isObject()) {
            throw mismatch(where.isEmpty() ? "the file" : where, node, "an object");
        }
        node.fieldNames().forEachRemaining(unread::add);
    }

    /** Reads an object and refuses what was not asked for. */
    static <T> T read(String where, JsonNode node, Function<Fields, T> reader) {
        Fields fields = new Fields(where, node);
        T value = reader.apply(fields);
        if (!fields.unread.isEmpty()) {
            throw new IllegalArgumentException(where(where, fields.unread.iterator().next())
                    + " is unknown; misspelled, or made by a later version");
        }
        return value;
    }

    private static String where(String outer, String name) {
        return outer.isEmpty() ? "\"" + name + "\"" : "\"" + outer.replace("\"", "") + "." + name + "\"";
    }

    private static IllegalArgumentException mismatch(String name, JsonNode found, String expected) {
        String text = found == null || found.isMissingNode() ? "missing" : found.toString();
        return new IllegalArgumentException(name + " is " + (text.length() > 80 ? text.substring(0, 80) + "…" : text)
                + ", expected " + expected);
    }

    private JsonNode field(String name, String expected, boolean right) {
        unread.remove(name);
        if (!right) {
            throw mismatch(where(where, name), node.get(name), expected);
        }
        return node.get(name);
    }

    String text(String name) {
        return field(name, "a text", node.path(name).isTextual()).textValue();
    }

    boolean truth(String name) {
        return field(name, "true or false", node.path(name).isBoolean()).booleanValue();
    }

    double number(String name) {
        return field(name, "a number", node.path(name).isNumber()).doubleValue();
    }

    int integer(String name) {
        return field(name, "a whole number", node.path(name).canConvertToInt() && node.path(name).isIntegralNumber())
                .intValue();
    }

    long whole(String name) {
        return field(name, "a whole number", node.path(name).canConvertToLong() && node.path(name).isIntegralNumber())
                .longValue();
    }

    private <T> List<T> list(String name, String expected, Function<JsonNode, Boolean> right, Function<JsonNode, T> read) {
        boolean all = node.path(name).isArray();
        List<T> values = new ArrayList<>();
        for (JsonNode item : node.path(name)) {
            all &= right.apply(item);
            values.add(all ? read.apply(item) : null);
        }
        field(name, expected, all);
        return values;
    }

    List<Integer> integers(String name) {
        return list(name, "a list of whole numbers", item -> item.canConvertToInt() && item.isIntegralNumber(),
                JsonNode::intValue);
    }

    List<Double> numbers(String name) {
        return list(name, "a list of numbers", JsonNode::isNumber, JsonNode::doubleValue);
    }

    List<String> texts(String name) {
        return list(name, "a list of texts", JsonNode::isTextual, JsonNode::textValue);
    }

    <T> List<T> objects(String name, Function<Fields, T> reader) {
        return list(name, "a list of objects", JsonNode::isObject, item -> read(where(where, name), item, reader));
    }

    <T> T object(String name, Function<Fields, T> reader) {
        return read(inner(name), field(name, "an object", node.path(name).isObject()), reader);
    }

    /** Absent or null: empty. */
    <T> Optional<T> optional(String name, Function<Fields, T> reader) {
        unread.remove(name);
        return node.hasNonNull(name) ? Optional.of(object(name, reader)) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> tree(String name) {
        return (Map<String, Object>) JsonTree.of(name, field(name, "an object", node.path(name).isObject()));
    }

    private String inner(String name) {
        return where.isEmpty() ? name : where + "." + name;
    }
}
