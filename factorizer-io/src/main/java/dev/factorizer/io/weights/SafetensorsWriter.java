package dev.factorizer.io.weights;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factorizer.io.files.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes safetensors as the format's own library does: widest types first, then by name; the header padded to 8 bytes. */
final class SafetensorsWriter {
    private SafetensorsWriter() { }

    static void write(Weights weights, Path file) throws IOException {
        AtomicFile.write(file, out -> write(weights, out));
    }

    static void write(Weights weights, OutputStream out) throws IOException {
        List<Map.Entry<String, StoredTensor>> order = weights.tensors().entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, StoredTensor> entry) -> -entry.getValue().type().bytes())
                        .thenComparing(Map.Entry::getKey))
                .toList();
        out.write(header(weights.metadata(), order.stream().map(entry ->
                new Declared(entry.getKey(), entry.getValue().type(), entry.getValue().shape())).toList()));
        for (Map.Entry<String, StoredTensor> entry : order) {
            out.write(entry.getValue().bytes());
        }
    }

    /**
     * A tensor whose data will follow the header.
     *
     * @param name its name
     * @param type what an element is
     * @param shape the sizes
     */
    record Declared(String name, ElementType type, int[] shape) {
        long bytes() {
            return Arrays.stream(shape).asLongStream().reduce(type.bytes(), Math::multiplyExact);
        }
    }

    /** The start of a file: the header's length and the header, padded to 8 bytes. */
    static byte[] header(Map<String, String> notes, List<Declared> order) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        ObjectNode header = json.createObjectNode();
        if (!notes.isEmpty()) {
            ObjectNode metadata = header.putObject("__metadata__");
            notes.forEach(metadata::put);
        }
        long at = 0;
        for (Declared tensor : order) {
            ObjectNode node = header.putObject(tensor.name());
            node.put("dtype", tensor.type().name());
            Arrays.stream(tensor.shape()).forEach(node.putArray("shape")::add);
            node.putArray("data_offsets").add(at).add(at + tensor.bytes());
            at += tensor.bytes();
        }
        byte[] text = json.writeValueAsBytes(header);
        ByteBuffer padded = ByteBuffer.allocate(8 + (text.length + 7) / 8 * 8).order(ByteOrder.LITTLE_ENDIAN);
        padded.putLong(padded.capacity() - 8).put(text);
        Arrays.fill(padded.array(), padded.position(), padded.capacity(), (byte) ' ');
        return padded.array();
    }
}
