package dev.factorizer.io.weights;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads safetensors with the checks of the format's own parser: nothing is allocated that the file does not hold. */
final class SafetensorsReader {
    private static final long LONGEST_HEADER = 100_000_000;
    private static final String METADATA = "__metadata__";
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private record Entry(String name, ElementType type, int[] shape, long begin, long end) { }

    /** Where the bytes come from. */
    private interface Source {
        /** Fills what is left of a buffer from a place on; less than 1 at the end. */
        int read(ByteBuffer buffer, long from) throws IOException;
    }

    private final Path file;

    private SafetensorsReader(Path file) {
        this.file = file;
    }

    static Weights read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new MalformedFileException(file, Files.exists(file) ? "is not a file" : "does not exist");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            return new SafetensorsReader(file).read(channel::read, channel.size());
        }
    }

    static Weights read(byte[] bytes, Path file) throws IOException {
        return new SafetensorsReader(file).read((buffer, from) -> {
            int count = (int) Math.min(buffer.remaining(), bytes.length - from);
            if (count > 0) {
                buffer.put(bytes, (int) from, count);
            }
            return count;
        }, bytes.length);
    }

    private Weights read(Source channel, long size) throws IOException {
        if (size < 8) {
            throw malformed("is " + size + " bytes long, expected at least the 8 bytes of the header's length");
        }
        long length = bytes(channel, 0, 8).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > LONGEST_HEADER || length > size - 8) {
            throw malformed("header length is " + Long.toUnsignedString(length) + ", expected 2 to "
                    + Math.min(LONGEST_HEADER, size - 8));
        }
        JsonNode header = parse(bytes(channel, 8, (int) length));
        Map<String, String> metadata = metadata(header.get(METADATA));
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (!field.getKey().equals(METADATA)) {
                entries.add(entry(field.getKey(), field.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        checkContiguous(entries, size - 8 - length);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Entry entry : entries) {
            byte[] data = bytes(channel, 8 + length + entry.begin(), Math.toIntExact(entry.end() - entry.begin())).array();
            tensors.put(entry.name(), StoredTensor.onBytes(entry.type(), entry.shape(), data));
        }
        return new Weights(tensors, metadata);
    }

    private ByteBuffer bytes(Source channel, long from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 1) {
                throw malformed("ends at byte " + (from + buffer.position()) + ", expected " + (from + count) + " bytes");
            }
        }
        return buffer.flip();
    }

    private JsonNode parse(ByteBuffer text) throws IOException {
        if (text.get(0) != '{') {
            throw malformed("header begins with byte " + (text.get(0) & 0xFF) + ", expected '{'");
        }
        try {
            JsonNode header = JSON.readTree(StandardCharsets.UTF_8.newDecoder().decode(text).toString());
            if (!header.isObject()) {
                throw malformed("header is not a JSON object");
            }
            return header;
        } catch (JacksonException e) {
            throw new MalformedFileException(file, "header is not valid JSON: " + e.getOriginalMessage(), e);
        } catch (CharacterCodingException e) {
            throw new MalformedFileException(file, "header is not UTF-8 text", e);
        }
    }

    private Map<String, String> metadata(JsonNode node) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (node == null) {
            return metadata;
        }
        if (!node.isObject()) {
            throw malformed("__metadata__ is not an object of strings");
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getValue().isTextual()) {
                throw malformed("__metadata__ \"" + field.getKey() + "\" is not a string");
            }
            metadata.put(field.getKey(), field.getValue().textValue());
        }
        return metadata;
    }

    private Entry entry(String name, JsonNode node) throws IOException {
        if (!node.isObject() || node.size() != 3 || !node.path("dtype").isTextual() || !node.path("shape").isArray()
                || !node.path("data_offsets").isArray() || node.path("data_offsets").size() != 2) {
            throw malformed("tensor \"" + name + "\" must have dtype, shape and two data_offsets and nothing else");
        }
        ElementType type;
        try {
            type = ElementType.valueOf(node.get("dtype").textValue());
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file, "tensor \"" + name + "\" has dtype \""
                    + node.get("dtype").textValue() + "\", which is unknown", e);
        }
        int[] shape = new int[node.get("shape").size()];
        long bytes = type.bytes();
        for (int i = 0; i < shape.length; i++) {
            long size = whole(name, "shape", node.get("shape").get(i));
            if (size > Integer.MAX_VALUE) {
                throw malformed("tensor \"" + name + "\" has size " + size + ", expected at most " + Integer.MAX_VALUE);
            }
            shape[i] = (int) size;
            try {
                bytes = Math.multiplyExact(bytes, size);
            } catch (ArithmeticException e) {
                throw new MalformedFileException(file, "tensor \"" + name + "\" has a shape whose size overflows", e);
            }
        }
        long begin = whole(name, "data_offsets", node.get("data_offsets").get(0));
        long end = whole(name, "data_offsets", node.get("data_offsets").get(1));
        if (end < begin || end - begin != bytes) {
            throw malformed("tensor \"" + name + "\" has data_offsets " + begin + " to " + end + ", expected " + bytes
                    + " bytes");
        }
        if (bytes > Integer.MAX_VALUE - 16) {
            throw malformed("tensor \"" + name + "\" has " + bytes + " bytes, expected less than 2 GiB");
        }
        return new Entry(name, type, shape, begin, end);
    }

    private long whole(String name, String field, JsonNode number) throws IOException {
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
            throw malformed("tensor \"" + name + "\" has " + field + " " + number + ", expected a whole number of at"
                    + " least 0");
        }
        return number.longValue();
    }

    private void checkContiguous(List<Entry> entries, long data) throws IOException {
        long at = 0;
        for (Entry entry : entries) {
            if (entry.begin() != at) {
                throw malformed("tensor \"" + entry.name() + "\" begins at " + entry.begin() + ", expected " + at
                        + ": data must be without gap or overlap");
            }
            at = entry.end();
        }
        if (at != data) {
            throw malformed("tensors end at " + at + ", expected the end of the data, " + data);
        }
    }

    private MalformedFileException malformed(String problem) {
        return new MalformedFileException(file, problem);
    }
}
