package dev.factorizer.io.datalist;

import dev.factorizer.io.files.FileKind;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An object in a JSON file. Complaints name the file and the place in it. Fields that are not asked for may be there: lists have
 * fields of their makers.
 *
 * @param file the file
 * @param at where the object is, such as {@code training[3].}; empty for the whole
 * @param tree its fields
 */
record JsonFields(Path file, String at, Map<String, Object> tree) {
    /** A list of a hundred thousand cases has some 20 MB. */
    private static final int MOST_BYTES = 64 << 20;

    static JsonFields read(Path file, String expected) throws IOException {
        return new JsonFields(file, "", JsonTree.parse(bytes(file, expected), file, expected));
    }

    /** The bytes of a file that should be one of JSON. */
    static byte[] bytes(Path file, String expected) throws IOException {
        FileKind.requireRegular(file, expected);
        long size = Files.size(file);
        if (size > MOST_BYTES) {
            throw new MalformedFileException(file, "has " + size + " bytes, expected " + expected + " of at most " + MOST_BYTES);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES);
        } catch (AccessDeniedException e) {
            throw new MalformedFileException(file, "may not be read; change its permissions", e);
        }
    }

    boolean has(String name) {
        return tree.get(name) != null;
    }

    String text(String name, String otherwise) throws IOException {
        return !has(name) ? otherwise : text(tree.get(name), at + name);
    }

    /** A text; numbers may be the names of subjects and cases, too. */
    String id(String name, String otherwise) throws IOException {
        Object value = tree.get(name);
        String id = value instanceof Integer number ? number.toString() : text(name, otherwise);
        if (id.isBlank()) {
            throw malformed(at + name, "an empty text", "a name");
        }
        return id;
    }

    String text(@Nullable Object value, String where) throws IOException {
        if (value instanceof String text) {
            return text;
        }
        throw malformed(where, shown(value), "a text");
    }

    OptionalInt count(String name) throws IOException {
        return has(name) ? OptionalInt.of(count(tree.get(name), at + name)) : OptionalInt.empty();
    }

    /** A whole number of 0 or more. Some writers put it into a text. */
    int count(@Nullable Object value, String where) throws IOException {
        if (value instanceof Integer number && number >= 0) {
            return number;
        }
        if (value instanceof String text && text.matches("\\d{1,9}")) {
            return Integer.parseInt(text);
        }
        throw malformed(where, shown(value), "a whole number of 0 or more");
    }

    List<?> list(String name) throws IOException {
        return !has(name) ? List.of() : list(tree.get(name), at + name);
    }

    List<?> list(@Nullable Object value, String where) throws IOException {
        if (value instanceof List<?> list) {
            return list;
        }
        throw malformed(where, shown(value), "a list");
    }

    /** An object's fields; none if it is not there. */
    JsonFields object(String name) throws IOException {
        return has(name) ? object(tree.get(name), at + name) : new JsonFields(file, at + name + ".", Map.of());
    }

    JsonFields object(@Nullable Object value, String where) throws IOException {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> fields = new LinkedHashMap<>();
            map.forEach((key, field) -> fields.put(String.valueOf(key), field));
            return new JsonFields(file, where + ".", fields);
        }
        throw malformed(where, shown(value), "an object");
    }

    /** Names by number: {@code {"0": "T1", "1": "T2"}}, complete from 0. */
    List<String> numbered(String name) throws IOException {
        JsonFields names = object(name);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < names.tree.size(); i++) {
            if (!names.has(Integer.toString(i))) {
                throw malformed(at + name, "the keys " + names.tree.keySet(), "0 to " + (names.tree.size() - 1));
            }
            found.add(names.text(Integer.toString(i), ""));
        }
        return found;
    }

    MalformedFileException malformed(String where, String found, String expected) {
        return new MalformedFileException(file, where + " is " + found + ", expected " + expected);
    }

    static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> "\"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"";
            case Map<?, ?> _ -> "an object";
            case List<?> list -> "a list of " + list.size();
            default -> value.toString();
        };
    }
}
