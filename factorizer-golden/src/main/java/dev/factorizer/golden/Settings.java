package dev.factorizer.golden;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of a case while they are read: a kind that leaves one unread has not understood the case. */
final class Settings {
    private final Map<String, ?> config;
    private final SettingsReader read;

    Settings(Map<String, ?> config) {
        this.config = config;
        this.read = new SettingsReader("case", config);
    }

    /** Whether a setting is there and not null. */
    boolean has(String key) {
        return read.has(key);
    }

    int integer(String key) {
        return read.integer(key);
    }

    double number(String key) {
        return read.number(key);
    }

    String text(String key) {
        return read.text(key);
    }

    boolean flag(String key) {
        return read.truth(key);
    }

    /** A list of whole numbers. */
    List<Integer> integers(String key) {
        return read.integers(key);
    }

    /** A list of numbers, lists of them, or null, which is none. */
    List<List<Integer>> integerLists(String key) {
        return read.integerLists(key);
    }

    /** A list of numbers. */
    List<Double> numbers(String key) {
        return read.numbers(key);
    }

    /** A matrix as a list of its rows: all entries, row by row. */
    double[] matrix(String key) {
        read.has(key);
        if (config.get(key) instanceof List<?> rows && rows.stream().allMatch(row -> row instanceof List<?> entries
                && entries.stream().allMatch(Number.class::isInstance))) {
            return rows.stream().flatMap(row -> ((List<?>) row).stream()).mapToDouble(entry -> ((Number) entry).doubleValue())
                    .toArray();
        }
        throw new UnsupportedCaseException("setting \"" + key + "\" is " + config.get(key) + ", expected a matrix");
    }

    /** A list of texts. */
    List<String> texts(String key) {
        return read.texts(key);
    }

    /** A number for all axes, or one for each. */
    List<Integer> perAxis(String key, int rank) {
        return perAxis(key, read.oneOrMoreIntegers(key), rank);
    }

    static List<Integer> perAxis(String key, List<Integer> numbers, int rank) {
        if (numbers.size() == 1) {
            return Collections.nCopies(rank, numbers.getFirst());
        }
        if (numbers.size() != rank) {
            throw new UnsupportedCaseException("setting \"" + key + "\" is " + numbers + ", expected " + rank + " entries");
        }
        return numbers;
    }

    /** Settings of their own inside these, which the taker reads to the end. */
    Settings inner(String key) {
        return new Settings(read.tree(key));
    }

    /**
     * All settings, for readers of settings files, which refuse what they don't know. A single shift, as layouts have it,
     * becomes the list of one that means the same.
     */
    Map<String, Object> tree() {
        config.keySet().forEach(read::has);
        Map<String, Object> tree = new LinkedHashMap<>(config);
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
            throw new MismatchException("input.x has shape " + input + ", but \"spatialSize\" is " + integers("spatialSize"));
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
        if (has(key) && !config.get(key).toString().equals(value.toString())) {
            throw new UnsupportedCaseException("setting \"" + key + "\" is " + config.get(key) + ", only " + value
                    + " is supported");
        }
    }

    /** Settings that repeat what shapes of tensors say. */
    void stated(String... keys) {
        for (String key : keys) {
            read.has(key);
        }
    }

    /** Fails if a setting was not read: it would have changed the result. */
    void allRead() {
        try {
            read.requireAllRead();
        } catch (IllegalArgumentException e) {
            throw new UnsupportedCaseException(e.getMessage());
        }
    }
}
