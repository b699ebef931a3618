package dev.factorizer.api.settings;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a tree of settings that {@link SettingsReader} reads: texts, finite numbers, truth values, null, lists and maps of
 * them, in the order in which they are put.
 *
 * <pre>{@code
 * return new SettingsWriter().put("inputChannels", inputChannels).put("window", window).toTree();
 * }</pre>
 */
public final class SettingsWriter {
    private static final int DEEPEST = 100;

    private final Map<String, Object> tree = new LinkedHashMap<>();

    /** An empty tree. */
    public SettingsWriter() { }

    /**
     * Adds a setting.
     *
     * @param name its name
     * @param value a text, number, truth value, null, list or map; one of an enumeration becomes its name in lower case, {@code
     *     asPublished} for {@code AS_PUBLISHED}
     * @return this
     * @throws IllegalArgumentException if the value is anything else, or the name was used before
     */
    @SuppressWarnings("exports") // programs compile without the annotation, too
    public SettingsWriter put(String name, @Nullable Object value) {
        if (tree.containsKey(name)) {
            throw new IllegalArgumentException(name + ": is put twice, expected a name of its own for each setting");
        }
        tree.put(name, value(name, value, 0));
        return this;
    }

    /** {@return the tree: an unmodifiable map in the order of writing} */
    public Map<String, Object> toTree() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(tree));
    }

    /**
     * An unmodifiable copy of all levels of a tree, as a reader of JSON would make it.
     *
     * @param where what the tree is, to begin a complaint
     * @param tree names and values
     * @return the copy
     * @throws IllegalArgumentException saying where something is that JSON does not have, or deeper than 100 levels
     */
    public static Map<String, Object> copy(String where, Map<String, ?> tree) {
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

    private static @Nullable Object value(String where, @Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException(where + ": lies deeper than " + DEEPEST + " levels");
        }
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean truth -> truth;
            case Enum<?> one -> name(one);
            case Integer number -> number;
            // As a reader of JSON would make them, so that a tree is equal to itself read back.
            case Long number when number == number.intValue() -> number.intValue();
            case Long number -> number;
            case Float number -> finite(where, number);
            case Double number -> finite(where, number);
            case BigInteger number -> throw new IllegalArgumentException(where + ": found " + SettingsReader.brief(number.toString())
                    + ", expected a number of at most 64 bits");
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

    /**
     * {@return a constant as trees have it: in lower case, {@code asPublished} for {@code AS_PUBLISHED}}
     *
     * @param one of an enumeration
     */
    public static String name(Enum<?> one) {
        String[] words = one.name().toLowerCase(Locale.ROOT).split("_");
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i], 1, words[i].length());
        }
        return name.toString();
    }

    private static double finite(String where, double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(where + ": found " + number + ", expected a finite number");
        }
        return number;
    }
}
