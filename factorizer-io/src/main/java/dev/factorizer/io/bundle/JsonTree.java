package dev.factorizer.io.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that JSON has, as plain maps, lists, texts, numbers, truth values and null. */
final class JsonTree {
    private static final int DEEPEST = 100;

    private JsonTree() { }

    /** An unmodifiable copy of all levels. */
    static Map<String, Object> copy(String where, Map<String, ?> tree) {
        return map(where, tree, 0);
    }

    private static Map<String, Object> map(String where, Map<?, ?> tree, int depth) {
        Map<String, Object> copy = new LinkedHashMap<>();
        tree.forEach((name, value) -> {
            if (!(name instanceof String text)) {
                throw new IllegalArgumentException(where + ": found the name " + name + ", expected text");
            }
            copy.put(text, value(where + "." + text, value, depth + 1));
        });
        return Collections.unmodifiableMap(copy);
    }

    private static Object value(String where, Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException(where + ": lies deeper than " + DEEPEST + " levels");
        }
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean truth -> truth;
            case Integer number -> number;
            // As a reader of JSON would make them, so that a tree is equal to itself read back.
            case Long number when number == number.intValue() -> number.intValue();
            case Long number -> number;
            case Float number -> finite(where, number);
            case Double number -> finite(where, number);
            case Map<?, ?> map -> map(where, map, depth);
            case List<?> list -> {
                List<Object> copy = new ArrayList<>();
                for (Object item : list) {
                    copy.add(value(where + "[" + copy.size() + "]", item, depth + 1));
                }
                yield Collections.unmodifiableList(copy);
            }
            default -> throw new IllegalArgumentException(where + ": found a " + value.getClass().getSimpleName()
                    + ", expected a text, number, truth value, null, list or map");
        };
    }

    private static double finite(String where, double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(where + ": found " + number + ", expected a finite number");
        }
        return number;
    }

    /** What a parsed value is; whole numbers are Integer or Long, others Double. */
    static Object of(String where, JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(field -> map.put(field.getKey(), of(where + "." + field.getKey(), field.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> list.add(of(where + "[" + list.size() + "]", item)));
            return list;
        }
        if (node.isIntegralNumber()) {
            if (!node.canConvertToLong()) {
                throw new IllegalArgumentException(where + ": found " + node + ", expected a number of at most 64 bits");
            }
            return node.canConvertToInt() ? (Object) node.intValue() : (Object) node.longValue();
        }
        return node.isNull() ? null : node.isBoolean() ? (Object) node.booleanValue()
                : node.isNumber() ? (Object) node.doubleValue() : node.textValue();
    }
}
