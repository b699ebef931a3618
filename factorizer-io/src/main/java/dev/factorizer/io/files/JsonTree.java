package dev.factorizer.io.files;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Trees of settings as JSON text, in UTF-8: what {@code SettingsReader} reads and {@code SettingsWriter} writes. A name that is
 * given twice is an error. JSON has no number for some: what is not a number becomes null, what is infinite the text {@code inf} or
 * {@code -inf}.
 */
public final class JsonTree {
    private static final String INFINITE = "inf";
    private static final JsonMapper STRICT = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final JsonMapper COMPACT = JsonMapper.builder().build();
    private static final JsonMapper INDENTED = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonTree() { }

    /**
     * Reads an object.
     *
     * @param text in UTF-8
     * @param file where it is from, for complaints
     * @param expected what it should be, such as {@code a JSON object of network settings}
     * @return texts, numbers, truth values, null, lists and maps of them
     * @throws MalformedFileException if it is not that
     */
    public static Map<String, Object> parse(byte[] text, Path file, String expected) throws MalformedFileException {
        JsonNode node = tree(text, file, expected);
        if (!node.isObject()) {
            throw another(node, file, expected);
        }
        return map(node);
    }

    /**
     * Reads a list.
     *
     * @param text in UTF-8
     * @param file where it is from, for complaints
     * @param expected what it should be, such as {@code a JSON list of splits}
     * @return texts, numbers, truth values, null, lists and maps of them
     * @throws MalformedFileException if it is not that
     */
    public static List<Object> parseList(byte[] text, Path file, String expected) throws MalformedFileException {
        JsonNode node = tree(text, file, expected);
        if (!node.isArray()) {
            throw another(node, file, expected);
        }
        return list(node);
    }

    private static MalformedFileException another(JsonNode node, Path file, String expected) {
        return new MalformedFileException(file, "is not " + expected + ", found " + (node.isMissingNode() ? "nothing"
                : "a JSON " + node.getNodeType().name().toLowerCase(Locale.ROOT)));
    }

    private static JsonNode tree(byte[] text, Path file, String expected) throws MalformedFileException {
        try {
            String decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
            if (decoded.startsWith("\uFEFF")) {
                throw new MalformedFileException(file, "is not " + expected + ": it begins with a byte order mark; save it as UTF-8 without"
                        + " one");
            }
            return STRICT.readTree(decoded);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new MalformedFileException(file, "is not " + expected + ": " + JsonMistake.of(e)
                    + (line > 0 ? " (line " + line + ")" : ""), e);
        } catch (CharacterCodingException e) {
            throw new MalformedFileException(file, "is not " + expected + ": it is not UTF-8 text", e);
        }
    }

    /**
     * The tree of a parsed object.
     *
     * @param object a JSON object
     * @return texts, numbers, truth values, null, lists and maps of them
     */
    public static Map<String, Object> map(JsonNode object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
        return map;
    }

    private static List<Object> list(JsonNode array) {
        List<Object> list = new ArrayList<>();
        array.forEach(item -> list.add(value(item)));
        return list;
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> map(node);
            case ARRAY -> list(node);
            case NUMBER -> node.numberValue();
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }

    /**
     * Writes a tree, indented for people.
     *
     * @param tree texts, numbers, truth values, null, lists and maps of them
     * @return its text
     */
    public static byte[] text(Map<String, ?> tree) {
        return written(tree);
    }

    /**
     * Writes a list of trees, indented for people.
     *
     * @param list texts, numbers, truth values, null, lists and maps of them
     * @return its text
     */
    public static byte[] text(List<?> list) {
        return written(list);
    }

    /**
     * Writes a tree as one line, with its end: what logs consist of.
     *
     * @param tree texts, numbers, truth values, null, lists and maps of them
     * @return its text
     */
    public static byte[] line(Map<String, ?> tree) {
        byte[] text = written(COMPACT, tree);
        byte[] line = Arrays.copyOf(text, text.length + 1);
        line[text.length] = '\n';
        return line;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<Object, Object> all = new LinkedHashMap<>();
                map.forEach((name, inner) -> all.put(name, plain(inner)));
                yield all;
            }
            case List<?> list -> list.stream().map(JsonTree::plain).collect(Collectors.toCollection(ArrayList::new));
            case Double number when !Double.isFinite(number) -> word(number);
            case Float number when !Float.isFinite(number) -> word(number);
            case null, default -> value;
        };
    }

    private static @Nullable String word(double number) {
        return Double.isNaN(number) ? null : number > 0 ? INFINITE : "-" + INFINITE;
    }

    private static byte[] written(Object tree) {
        return written(INDENTED, tree);
    }

    private static byte[] written(JsonMapper mapper, Object tree) {
        try {
            return mapper.writeValueAsBytes(plain(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("json: this tree can't be written: " + JsonMistake.of(e), e);
        }
    }
}
