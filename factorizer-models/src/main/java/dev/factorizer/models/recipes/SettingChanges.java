package dev.factorizer.models.recipes;

import dev.factorizer.api.settings.NearestNames;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.files.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Changes of single settings in the tree of a recipe: {@code network.widths} to {@code 16,32}. */
final class SettingChanges {
    private static final String KIND = "kind";
    /** What a network of each kind has, and what a rate of each kind has; other settings are of one kind only. */
    private static final Set<String> OF_ALL_KINDS = Set.of("inputChannels", "outputChannels", "spatialSize", "learningRate", "per");

    private SettingChanges() { }

    /** Kinds are changed first: the settings of another kind are others. */
    static Map<String, Object> apply(Map<String, ?> tree, Map<String, String> values) {
        Map<String, Object> changed = copy(tree);
        for (boolean kinds : new boolean[] {true, false}) {
            values.forEach((key, value) -> {
                List<String> path = path(key);
                if (path.getLast().equals(KIND) == kinds) {
                    set(changed, path, key, value);
                }
            });
        }
        return changed;
    }

    private static List<String> path(String key) {
        List<String> path = Arrays.asList(key.replaceAll("\\[([0-9]+)]", ".$1").split("\\.", -1));
        if (path.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("recipe: \"" + Printable.of(key) + "\" is no setting, expected a path such as network.widths");
        }
        return path;
    }

    @SuppressWarnings("unchecked")
    private static void set(Map<String, Object> tree, List<String> path, String key, String value) {
        Object at = tree;
        for (int i = 0; i + 1 < path.size(); i++) {
            at = step(at, path, i);
        }
        String name = path.getLast();
        if (at instanceof List<?>) {
            List<Object> list = (List<Object>) at;
            int index = index(list, path, path.size() - 1);
            list.set(index, value(key, value, list.get(index)));
        } else if (at instanceof Map<?, ?>) {
            Map<String, Object> map = (Map<String, Object>) at;
            Object was = map.get(name);
            map.put(name, value(key, value, was));
            if (name.equals(KIND) && was != null && !was.equals(map.get(KIND))) {
                map.keySet().removeIf(other -> !other.equals(KIND) && !OF_ALL_KINDS.contains(other));
            }
        } else {
            throw new IllegalArgumentException("recipe: \"" + place(path, path.size() - 1) + "\" is " + at + ", which has no \"" + name
                    + "\" in it");
        }
    }

    private static @Nullable Object step(@Nullable Object at, List<String> path, int i) {
        if (at instanceof List<?> list) {
            return list.get(index(list, path, i));
        }
        if (!(at instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("recipe: \"" + place(path, i) + "\" is " + at + ", which has no \"" + path.get(i)
                    + "\" in it");
        }
        Object found = map.get(path.get(i));
        if (found == null) {
            throw unknown(path, i, map.keySet());
        }
        return found;
    }

    private static IllegalArgumentException unknown(List<String> path, int i, Collection<?> names) {
        String before = i == 0 ? "" : place(path, i) + ".";
        List<String> near = NearestNames.of(path.get(i), names.stream().map(String::valueOf).toList());
        return new IllegalArgumentException("recipe: \"" + Printable.of(before + path.get(i)) + "\" is not in the recipe; " + (near.isEmpty()
                ? "there are " + names.stream().map(String::valueOf).collect(Collectors.joining(", ")) + "; what is to be added is set whole,"
                        + " as JSON"
                : "did you mean " + near.stream().map(name -> "\"" + before + name + "\"").collect(Collectors.joining(" or ")) + "?"));
    }

    private static int index(List<?> list, List<String> path, int i) {
        String number = path.get(i);
        int index = number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : Integer.MAX_VALUE;
        if (index < list.size()) {
            return index;
        }
        throw list.isEmpty() ? new IllegalArgumentException("recipe: \"" + place(path, i) + "\" is an empty list, expected the whole list")
                : unknown(path, i, IntStream.range(0, list.size()).boxed().toList());
    }

    private static String place(List<String> path, int end) {
        return Printable.of(String.join(".", path.subList(0, end)));
    }

    /** What was there before says what a text may be that looks like something else. */
    private static @Nullable Object value(String key, String text, @Nullable Object was) {
        String trimmed = text.strip();
        if (trimmed.startsWith("[") || trimmed.startsWith("{") || trimmed.startsWith("\"")) {
            return json(key, trimmed);
        }
        boolean texts = was instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(String.class::isInstance);
        if (trimmed.contains(",")) {
            List<Object> list = new ArrayList<>();
            for (String piece : trimmed.split(",", -1)) {
                list.add(texts ? piece.strip() : scalar(piece.strip()));
            }
            return list;
        }
        if (trimmed.equals("null")) {
            return null;
        }
        Object scalar = was instanceof String || texts ? trimmed : known(trimmed);
        return was instanceof List<?> ? List.of(scalar) : scalar;
    }

    private static @Nullable Object scalar(String text) {
        return text.equals("null") ? null : known(text);
    }

    private static Object known(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> number(text);
        };
    }

    private static Object number(String text) {
        if (text.matches("-?[0-9]{1,18}")) {
            long whole = Long.parseLong(text);
            return whole == (int) whole ? (Object) (int) whole : (Object) whole;
        }
        return text.matches("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?") ? (Object) Double.parseDouble(text) : text;
    }

    private static @Nullable Object json(String key, String text) {
        Path shown = Path.of("set");
        try {
            return JsonTree.parse(("{\"value\": " + text + "}").getBytes(StandardCharsets.UTF_8), shown, "JSON").get("value");
        } catch (MalformedFileException e) {
            throw new IllegalArgumentException("recipe: the value of \"" + Printable.of(key) + "\" begins as JSON, but "
                    + Objects.requireNonNull(e.getMessage()).substring((shown + ": ").length()), e);
        }
    }

    private static Map<String, Object> copy(Map<String, ?> tree) {
        Map<String, Object> copy = new LinkedHashMap<>();
        tree.forEach((name, value) -> copy.put(name, copy(value)));
        return copy;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object copy(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> copy((Map<String, ?>) map);
            case List<?> list -> {
                List<Object> items = new ArrayList<>();
                list.forEach(item -> items.add(copy(item)));
                yield items;
            }
            case null, default -> value;
        };
    }
}
