package dev.factorizer.examples.wiring;

import dev.factorizer.api.settings.SettingsWriter;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command found, for other programs: the option {@code --json} prints it as one object. A command puts here what it prints
 * for people, and need not know which of the two is asked for. Warnings and errors go to both.
 */
public final class Results {
    private static final String WRITTEN = "written";

    private final Terminal terminal;
    private final Map<String, Object> found = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    /**
     * Nothing found yet.
     *
     * @param terminal where warnings and errors are shown
     */
    public Results(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Adds a value.
     *
     * @param name its key, in camelCase
     * @param value a map with text as keys, a list, a record, a text, a number, a truth value, a path, a constant of an enum, an
     *     optional value or null, and so are their parts; records become maps of their components, constants their names in camelCase
     * @return this
     * @throws IllegalArgumentException if there is one of that name or the value is something else
     */
    public synchronized Results put(String name, Object value) {
        if (found.containsKey(name)) {
            throw new IllegalArgumentException("results: \"" + name + "\" is there already, expected another name");
        }
        found.put(name, plain(value));
        return this;
    }

    /**
     * Adds several values.
     *
     * @param values names and values as {@link #put} takes them
     * @return this
     */
    public Results putAll(Map<String, ?> values) {
        values.forEach(this::put);
        return this;
    }

    /**
     * Adds a value to the list of that name, which the first one begins: what a command finds one after the other.
     *
     * @param name its key, in camelCase
     * @param value what {@link #put} takes
     * @return this
     */
    public synchronized Results add(String name, Object value) {
        List<Object> list = new ArrayList<>(found.get(name) instanceof List<?> before ? before : List.of());
        list.add(plain(value));
        found.put(name, list);
        return this;
    }

    /**
     * Adds a file to the list {@code written}.
     *
     * @param file a file or folder that the command wrote
     * @return this
     */
    public Results written(Path file) {
        return add(WRITTEN, file);
    }

    /**
     * Warns on standard error, and in the object.
     *
     * @param sentence one printable line without the program's name
     */
    public synchronized void warn(String sentence) {
        warnings.add(sentence);
        show("factorizer: warning: " + sentence);
    }

    /**
     * Says on standard error, and in the object, what went wrong; the exit code is the command's matter.
     *
     * @param sentence printable text without the program's name
     */
    public synchronized void fail(String sentence) {
        errors.add(sentence);
        show("factorizer: " + sentence);
    }

    private void show(String line) {
        terminal.out().flush();
        terminal.err().println(line);
        terminal.err().flush();
    }

    /** {@return what was found, in order; the map is a copy} */
    public synchronized Map<String, Object> found() {
        return new LinkedHashMap<>(found);
    }

    /** {@return the warnings} */
    public synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** {@return what went wrong, one line for each sentence; empty if nothing did} */
    public synchronized Optional<String> error() {
        return errors.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", errors));
    }

    private static Object plain(Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Number number -> number;
            case Boolean truth -> truth;
            case Path path -> path.toString();
            case Enum<?> constant -> SettingsWriter.name(constant);
            case Optional<?> optional -> plain(optional.orElse(null));
            case Record components -> components(components);
            case List<?> list -> list.stream().map(Results::plain).collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((name, part) -> copy.put((String) name, plain(part)));
                yield copy;
            }
            default -> throw new IllegalArgumentException("results: a " + value.getClass().getName()
                    + " can't be written, expected a map, list, record, text, number, truth value, path, enum, optional value or"
                    + " null");
        };
    }

    private static Map<String, Object> components(Record record) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Method accessor = component.getAccessor();
            // Those of this module may be hidden in their packages.
            accessor.trySetAccessible();
            try {
                tree.put(component.getName(), plain(accessor.invoke(record)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("results: " + component.getName() + " of " + record.getClass().getName()
                        + " can't be read, expected a public record of an exported package", e);
            }
        }
        return tree;
    }
}
