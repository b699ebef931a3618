package dev.factorizer.io.weights;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.factorizer.io.files.JsonMistake;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON header of safetensors, read token by token: a header of 100 MB that is something else is refused at its first
 * wrong token, not after it became a tree.
 */
final class SafetensorsHeader {
    /** Networks have thousands; a header that is all entries would fill the memory with them. */
    private static final int MOST_TENSORS = 1 << 16;
    private static final String METADATA = "__metadata__";
    private static final JsonFactory JSON = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * A tensor that the header declares.
     *
     * @param name its name
     * @param typeName what an element is, by the name in the file
     * @param type the same; null if it is a type that isn't read
     * @param shape the sizes
     * @param begin the first byte, counted from the end of the header
     * @param end the byte after the last
     */
    record Entry(String name, String typeName, @Nullable ElementType type, int[] shape, long begin, long end) { }

    private final Path file;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    private SafetensorsHeader(Path file) {
        this.file = file;
    }

    static SafetensorsHeader parse(Reader text, Path file) throws IOException {
        SafetensorsHeader header = new SafetensorsHeader(file);
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (name.equals(METADATA)) {
                    header.readMetadata(parser);
                } else {
                    header.readEntry(parser, name);
                }
            }
            if (parser.nextToken() != null) {
                throw header.malformed("header goes on after its JSON object");
            }
        } catch (JacksonException e) {
            throw new MalformedFileException(file, "header is not valid JSON: " + JsonMistake.of(e), e);
        } catch (CharacterCodingException e) {
            throw new MalformedFileException(file, "header is not UTF-8 text", e);
        }
        return header;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    List<Entry> entries() {
        return entries;
    }

    private void readMetadata(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.VALUE_NULL) {
            return;
        }
        if (first != JsonToken.START_OBJECT) {
            throw malformed("__metadata__ is not an object of strings");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw malformed("__metadata__ \"" + Brief.of(name) + "\" is not a string");
            }
            metadata.put(name, parser.getText());
        }
    }

    private void readEntry(JsonParser parser, String name) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw fields(name);
        }
        String type = null;
        long[] shape = null;
        long[] offsets = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            switch (parser.currentName()) {
                case "dtype" -> {
                    if (parser.nextToken() != JsonToken.VALUE_STRING) {
                        throw fields(name);
                    }
                    type = parser.getText();
                }
                case "shape" -> shape = wholes(parser, name, "shape");
                case "data_offsets" -> offsets = wholes(parser, name, "data_offsets");
                default -> throw fields(name);
            }
        }
        if (type == null || shape == null || offsets == null || offsets.length != 2) {
            throw fields(name);
        }
        if (entries.size() == MOST_TENSORS) {
            throw malformed("header has more than " + MOST_TENSORS + " tensors, expected those of a network");
        }
        entries.add(entry(Brief.of(name), name, type, shape, offsets));
    }

    private MalformedFileException fields(String name) {
        return malformed("tensor \"" + Brief.of(name)
                + "\" must have dtype, shape and two data_offsets and nothing else");
    }

    private long[] wholes(JsonParser parser, String name, String field) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw fields(name);
        }
        long[] values = new long[4];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() < 0) {
                throw malformed("tensor \"" + Brief.of(name) + "\" has " + field + " "
                        + Brief.of(parser.getText()) + ", expected whole numbers of at least 0");
            }
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = parser.getLongValue();
        }
        return Arrays.copyOf(values, count);
    }

    private Entry entry(String shown, String name, String typeName, long[] sizes, long[] offsets) throws IOException {
        ElementType type = Arrays.stream(ElementType.values()).filter(known -> known.name().equals(typeName)).findFirst()
                .orElse(null);
        int[] shape = new int[sizes.length];
        long elements = 1;
        for (int i = 0; i < shape.length; i++) {
            if (sizes[i] > Integer.MAX_VALUE) {
                throw malformed("tensor \"" + shown + "\" has size " + sizes[i] + ", expected at most " + Integer.MAX_VALUE);
            }
            shape[i] = (int) sizes[i];
            elements = product(shown, elements, sizes[i]);
        }
        if (offsets[1] < offsets[0] || type != null && offsets[1] - offsets[0] != product(shown, elements, type.bytes())) {
            throw malformed("tensor \"" + shown + "\" has data_offsets " + offsets[0] + " to " + offsets[1] + ", expected "
                    + (type == null ? "them in this order" : elements * type.bytes() + " bytes"));
        }
        if (type != null && offsets[1] - offsets[0] > Integer.MAX_VALUE - 16) {
            throw malformed("tensor \"" + shown + "\" has " + (offsets[1] - offsets[0]) + " bytes, expected less than 2 GiB");
        }
        return new Entry(name, typeName, type, shape, offsets[0], offsets[1]);
    }

    private long product(String shown, long elements, long factor) throws IOException {
        try {
            return Math.multiplyExact(elements, factor);
        } catch (ArithmeticException e) {
            throw new MalformedFileException(file, "tensor \"" + shown + "\" has a shape whose size overflows", e);
        }
    }

    private MalformedFileException malformed(String problem) {
        return new MalformedFileException(file, problem);
    }
}
