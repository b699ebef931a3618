package dev.factorizer.api.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads a tree of settings by name: maps, lists, numbers, texts, truth values and null, as a reader of JSON gives them. Each
 * complaint is one sentence that says where, and a setting that was not read is an error, so that a misspelled one does not
 * pass unnoticed.
 *
 * <pre>{@code
 * UNet.Settings settings = SettingsReader.read("settings", tree, read -> new UNet.Settings(
 *         read.integer("inputChannels"), read.integer("outputChannels"), read.integers("window")));
 * }</pre>
 */
public final class SettingsReader {
    private static final int LONGEST = 200;

    private final String subject;
    private final String path;
    private final Map<String, ?> tree;
    private final Set<String> unread;
    private final Set<String> known;

    /**
     * A reader of a tree, for callers that read it in several places and end with {@link #requireAllRead}.
     *
     * @param subject what begins each complaint, such as {@code settings}; may be empty
     * @param tree settings by name
     */
    public SettingsReader(String subject, Map<String, ?> tree) {
        this(subject, "", tree);
    }

    private SettingsReader(String subject, String path, Map<String, ?> tree) {
        this(subject, path, tree, new LinkedHashSet<>(tree.keySet()), new LinkedHashSet<>());
    }

    private SettingsReader(String subject, String path, Map<String, ?> tree, Set<String> unread, Set<String> known) {
        this.subject = subject;
        this.path = path;
        this.tree = tree;
        this.unread = unread;
        this.known = known;
    }

    /**
     * Reads a tree and refuses what the reader did not ask for.
     *
     * @param <T> what is read
     * @param subject what begins each complaint, such as {@code settings}; may be empty
     * @param tree settings by name
     * @param reader makes something of them
     * @return what it made
     * @throws IllegalArgumentException naming what is missing, unknown or out of range
     */
    public static <T> T read(String subject, Map<String, ?> tree, Function<SettingsReader, T> reader) {
        return read(new SettingsReader(subject, tree), reader);
    }

    private static <T> T read(SettingsReader settings, Function<SettingsReader, T> reader) {
        T value = reader.apply(settings);
        settings.requireAllRead();
        return value;
    }

    /**
     * Ends the reading.
     *
     * @throws IllegalArgumentException naming every setting that was not asked for
     */
    public void requireAllRead() {
        if (!unread.isEmpty()) {
            List<String> names = unread.stream().map(this::place).toList();
            throw complaint(brief(String.join(", ", names)) + (names.size() == 1 ? " is" : " are")
                    + " unknown; " + meant(unread.iterator().next()));
        }
    }

    /** What the first of the unknown names may stand for. */
    private String meant(String unknown) {
        List<String> near = NearestNames.of(unknown, known);
        return near.isEmpty() ? "misspelled, or made by a later version"
                : "did you mean " + near.stream().map(this::place).collect(Collectors.joining(" or ")) + "?";
    }

    /**
     * Whether a setting is there and not null.
     *
     * @param name its name
     * @return true if it can be read
     */
    public boolean has(String name) {
        unread.remove(name);
        known.add(name);
        return tree.get(name) != null;
    }

    /**
     * A whole number of 32 bits. One such as 4.0 is whole, too.
     *
     * @param name its name
     * @return the number
     */
    public int integer(String name) {
        return ((Number) read(name, "a whole number", SettingsReader::isInteger)).intValue();
    }

    /**
     * A whole number of 32 bits, or another if it is absent or null.
     *
     * @param name its name
     * @param otherwise what it is if it isn't there
     * @return it
     */
    public int integer(String name, int otherwise) {
        return has(name) ? integer(name) : otherwise;
    }

    /**
     * A whole number of 64 bits.
     *
     * @param name its name
     * @return the number
     */
    public long whole(String name) {
        return ((Number) read(name, "a whole number", found -> found instanceof Long || isInteger(found))).longValue();
    }

    /**
     * A whole number of 64 bits, or another if it is absent or null.
     *
     * @param name its name
     * @param otherwise what it is if it isn't there
     * @return it
     */
    public long whole(String name, long otherwise) {
        return has(name) ? whole(name) : otherwise;
    }

    /**
     * A finite number.
     *
     * @param name its name
     * @return the number
     */
    public double number(String name) {
        return ((Number) read(name, "a number", SettingsReader::isNumber)).doubleValue();
    }

    /**
     * A finite number, or another if it is absent or null.
     *
     * @param name its name
     * @param otherwise what it is if it isn't there
     * @return it
     */
    public double number(String name, double otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    /**
     * A truth value.
     *
     * @param name its name
     * @return true or false
     */
    public boolean truth(String name) {
        return (Boolean) read(name, "true or false", Boolean.class::isInstance);
    }

    /**
     * A truth value, or another if it is absent or null.
     *
     * @param name its name
     * @param otherwise what it is if it isn't there
     * @return it
     */
    public boolean truth(String name, boolean otherwise) {
        return has(name) ? truth(name) : otherwise;
    }

    /**
     * A text.
     *
     * @param name its name
     * @return the text
     */
    public String text(String name) {
        return (String) read(name, "a text", String.class::isInstance);
    }

    /**
     * A text that stands for one of several things.
     *
     * @param <T> what it stands for
     * @param name its name
     * @param choices what each text stands for, in the order in which a complaint lists them
     * @return the thing
     */
    public <T> T choice(String name, Map<String, T> choices) {
        // Where one has a comma itself, a list would not say where the next begins.
        boolean quoted = choices.size() == 1 || choices.keySet().stream().anyMatch(text -> text.contains(","));
        List<String> texts = choices.keySet().stream().map(text -> quoted ? json(text) : text).toList();
        String expected = texts.size() == 1 ? texts.getFirst() : String.join(", ",
                texts.subList(0, texts.size() - 1)) + " or " + texts.getLast();
        return Objects.requireNonNull(choices.get((String) read(name, expected, choices::containsKey)));
    }

    /**
     * One of a few values, by the names that {@link SettingsWriter} gives them: {@code AS_PUBLISHED} is {@code asPublished}.
     *
     * @param <E> what they are
     * @param name the setting's name
     * @param type all values
     * @return the value
     */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        Map<String, E> choices = new LinkedHashMap<>();
        for (E one : type.getEnumConstants()) {
            choices.put(SettingsWriter.name(one), one);
        }
        return choice(name, choices);
    }

    /**
     * One of a few values, or another if it is absent or null.
     *
     * @param <E> what they are
     * @param name the setting's name
     * @param otherwise what it is if it isn't there
     * @return the value
     */
    public <E extends Enum<E>> E choice(String name, E otherwise) {
        return has(name) ? choice(name, otherwise.getDeclaringClass()) : otherwise;
    }

    /**
     * A list of whole numbers.
     *
     * @param name its name
     * @return the numbers
     */
    public List<Integer> integers(String name) {
        return list(name, "a list of whole numbers", SettingsReader::isInteger, item -> ((Number) item).intValue());
    }

    /**
     * A list of whole numbers, or a single one.
     *
     * @param name its name
     * @return the numbers
     */
    public List<Integer> oneOrMoreIntegers(String name) {
        return numbersOf(read(name, "a whole number or a list of them", SettingsReader::isOneOrMore));
    }

    /**
     * A list whose entries are null, whole numbers or lists of them.
     *
     * @param name its name
     * @return the numbers of each entry; none for null
     */
    public List<List<Integer>> integerLists(String name) {
        return list(name, "a list of whole numbers, lists of them or null", item -> item == null || isOneOrMore(item),
                SettingsReader::numbersOf);
    }

    /**
     * A list of finite numbers.
     *
     * @param name its name
     * @return the numbers
     */
    public List<Double> numbers(String name) {
        return list(name, "a list of numbers", SettingsReader::isNumber, item -> ((Number) item).doubleValue());
    }

    /**
     * A list of texts.
     *
     * @param name its name
     * @return the texts
     */
    public List<String> texts(String name) {
        return list(name, "a list of texts", String.class::isInstance, String.class::cast);
    }

    /**
     * Settings of their own inside these.
     *
     * @param <T> what is read
     * @param name their name
     * @param reader makes something of them, and must read them all
     * @return what it made
     */
    public <T> T object(String name, Function<SettingsReader, T> reader) {
        return read(new SettingsReader(subject, inner(name), tree(name)), reader);
    }

    /**
     * Settings of their own inside these, which may be absent or null.
     *
     * @param <T> what is read
     * @param name their name
     * @param reader makes something of them, and must read them all
     * @return what it made; empty if there are none
     */
    public <T> Optional<T> optional(String name, Function<SettingsReader, T> reader) {
        return has(name) ? Optional.of(object(name, reader)) : Optional.empty();
    }

    /**
     * A reader of the same settings with another value in one place, for a setting that may stand for something else. What the other
     * reader reads is read here, too.
     *
     * @param name the setting's name
     * @param value what it is taken for
     * @return another reader
     */
    public SettingsReader with(String name, Object value) {
        Map<String, Object> other = new LinkedHashMap<>(tree);
        other.put(name, value);
        return new SettingsReader(subject, path, other, unread, known);
    }

    /**
     * A list of settings of their own.
     *
     * @param <T> what is read
     * @param name its name
     * @param reader makes something of each, and must read them all
     * @return what it made
     */
    public <T> List<T> objects(String name, Function<SettingsReader, T> reader) {
        List<T> values = new ArrayList<>();
        for (Map<String, Object> item : list(name, "a list of objects", Map.class::isInstance, SettingsReader::mapOf)) {
            values.add(read(new SettingsReader(subject, inner(name) + "[" + values.size() + "]", item), reader));
        }
        return values;
    }

    /**
     * A tree that is not looked into here.
     *
     * @param name its name
     * @return a map of any values
     */
    public Map<String, Object> tree(String name) {
        return mapOf(read(name, "an object", Map.class::isInstance));
    }

    /**
     * Something that is not of the expected form, for whatever this class has no method for.
     *
     * @param name the setting's name
     * @param expected what it may be
     * @return the exception to throw
     */
    public IllegalArgumentException mismatch(String name, String expected) {
        return complaint(place(name) + " is " + (tree.containsKey(name) ? brief(json(tree.get(name))) : "missing")
                + ", expected " + expected + (tree.containsKey(name) ? "" : misspelled(name)));
    }

    /** What was perhaps to be a missing setting, and has another name. */
    private String misspelled(String missing) {
        List<String> near = NearestNames.of(missing, unread);
        return near.isEmpty() ? "" : "; found " + brief(near.stream().map(this::place).collect(Collectors.joining(" and ")))
                + ", which is unknown";
    }

    private IllegalArgumentException complaint(String sentence) {
        return new IllegalArgumentException(subject.isEmpty() ? sentence : subject + ": " + sentence);
    }

    private String inner(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private String place(String name) {
        return "\"" + inner(name) + "\"";
    }

    private Object read(String name, String expected, Predicate<Object> right) {
        unread.remove(name);
        known.add(name);
        Object found = tree.get(name);
        if (found == null || !right.test(found)) {
            throw mismatch(name, expected);
        }
        return found;
    }

    private <T> List<T> list(String name, String expected, Predicate<Object> right, Function<Object, T> convert) {
        List<T> values = new ArrayList<>();
        Object found = read(name, expected, all -> all instanceof List<?> list && list.stream().allMatch(right));
        ((List<?>) found).forEach(item -> values.add(convert.apply(item)));
        return values;
    }

    private static boolean isInteger(Object found) {
        return found instanceof Number number && number.doubleValue() == number.intValue();
    }

    private static boolean isNumber(Object found) {
        return found instanceof Number number && Double.isFinite(number.doubleValue());
    }

    private static boolean isOneOrMore(Object found) {
        return isInteger(found) || found instanceof List<?> list && list.stream().allMatch(SettingsReader::isInteger);
    }

    private static List<Integer> numbersOf(Object found) {
        return switch (found) {
            case null -> List.of();
            case Number number -> List.of(number.intValue());
            default -> ((List<?>) found).stream().map(item -> ((Number) item).intValue()).toList();
        };
    }

    /** The map itself, not a copy, where all names are texts. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> mapOf(Object found) {
        if (((Map<?, ?>) found).keySet().stream().allMatch(String.class::isInstance)) {
            return Collections.unmodifiableMap((Map<String, Object>) found);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) found).forEach((name, value) -> map.put(String.valueOf(name), value));
        return Collections.unmodifiableMap(map);
    }

    /** As it stands in JSON. */
    private static String json(Object value) {
        return switch (value) {
            case String text -> "\"" + text + "\"";
            case List<?> list -> list.stream().limit(LONGEST).map(SettingsReader::json).toList().toString();
            case Map<?, ?> map -> "{" + String.join(", ", map.entrySet().stream().limit(LONGEST)
                    .map(entry -> "\"" + entry.getKey() + "\": " + json(entry.getValue())).toList()) + "}";
            case null, default -> String.valueOf(value);
        };
    }

    /** A file can hold very long values. */
    static String brief(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
