package dev.factorizer.io.files;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Trees of settings from YAML text, in UTF-8, as {@link JsonTree} reads them from JSON: names, texts, numbers, truth values, null,
 * lists and maps. What YAML has beyond that is an error: references, tags, several documents, names that are given twice; and numbers
 * that YAML's versions read differently, as 010 and 1_000.
 */
public final class YamlTree {
    private static final YAMLFactory YAML = new YAMLFactory();
    private static final int DEEPEST = 100;
    private static final Pattern NUMBER = Pattern.compile("[-+]?(0|[1-9][0-9]*)?(\\.[0-9]*)?([eE][-+]?[0-9]+)?");

    private final YAMLParser parser;
    private final Path file;
    private final String expected;

    private YamlTree(YAMLParser parser, Path file, String expected) {
        this.parser = parser;
        this.file = file;
        this.expected = expected;
    }

    /**
     * Reads a map.
     *
     * @param text in UTF-8
     * @param file where it is from, for complaints
     * @param expected what it should be, such as {@code a YAML map of settings}
     * @return texts, numbers, truth values, null, lists and maps of them
     * @throws MalformedFileException if it is not that
     */
    public static Map<String, Object> parse(byte[] text, Path file, String expected) throws MalformedFileException {
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedFileException(file, "is not " + expected + ": it is not UTF-8 text", e);
        }
        try (YAMLParser parser = YAML.createParser(decoded)) {
            return new YamlTree(parser, file, expected).document();
        } catch (JacksonException e) {
            throw new MalformedFileException(file, "is not " + expected + ": " + firstLine(JsonMistake.of(e))
                    + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")"), e);
        } catch (MalformedFileException e) {
            throw e;
        } catch (IOException e) {
            throw new MalformedFileException(file, "is not " + expected + ": " + firstLine(e.getMessage()), e);
        }
    }

    /** The parser shows the line that is wrong; its number is enough. */
    private static String firstLine(@Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }

    private Map<String, Object> document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw wrong("found " + (first == null ? "nothing" : first == JsonToken.START_ARRAY ? "a list" : "a single value"));
        }
        Map<String, Object> root = map(0);
        if (parser.nextToken() != null) {
            throw wrong("something follows the first document, expected one");
        }
        return root;
    }

    private @Nullable Object value(int depth) throws IOException {
        if (parser.isCurrentAlias()) {
            throw wrong("*" + parser.getText() + " refers to another place, expected the value itself");
        }
        if (parser.getTypeId() != null) {
            throw wrong("the tag " + parser.getTypeId() + " is not supported, expected a plain value");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> map(depth + 1);
            case START_ARRAY -> list(depth + 1);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw wrong("found " + parser.getText() + ", expected a text, number, truth value, list or map");
        };
    }

    private Number number() throws IOException {
        if (!NUMBER.matcher(parser.getText()).matches()) {
            throw wrong(parser.getText() + " is read as different numbers by different versions of YAML, expected a decimal number without"
                    + " leading zeros and underscores, or a text in quotes");
        }
        return parser.getNumberValue();
    }

    private Map<String, Object> map(int depth) throws IOException {
        requireDepth(depth);
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (map.containsKey(name)) {
                throw wrong("\"" + name + "\" is given twice");
            }
            parser.nextToken();
            map.put(name, value(depth));
        }
        return map;
    }

    private List<Object> list(int depth) throws IOException {
        requireDepth(depth);
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(depth));
        }
        return list;
    }

    private void requireDepth(int depth) throws MalformedFileException {
        if (depth > DEEPEST) {
            throw wrong("lists and maps lie deeper than " + DEEPEST + " levels");
        }
    }

    private MalformedFileException wrong(String problem) {
        JsonParser at = parser;
        return new MalformedFileException(file, "is not " + expected + ": " + problem + " (line "
                + Math.max(1, at.currentTokenLocation() == null ? 1 : at.currentTokenLocation().getLineNr()) + ")");
    }
}
