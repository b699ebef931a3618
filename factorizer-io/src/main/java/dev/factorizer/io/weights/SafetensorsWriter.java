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
        JsonMapper json = JsonMapper.builder().build();
        ObjectNode header = json.createObjectNode();
        if (!weights.metadata().isEmpty()) {
            ObjectNode metadata = header.putObject("__metadata__");
            weights.metadata().forEach(metadata::put);
        }
        List<Map.Entry<String, StoredTensor>> order = weights.tensors().entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, StoredTensor> entry) -> -entry.getValue().type().bytes())
                        .thenComparing(Map.Entry::getKey))
                .toList();
        long at = 0;
        for (Map.Entry<String, StoredTensor> entry : order) {
            StoredTensor tensor = entry.getValue();
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", tensor.type().name());
            Arrays.stream(tensor.shape()).forEach(node.putArray("shape")::add);
            node.putArray("data_offsets").add(at).add(at + tensor.bytes().length);
            at += tensor.bytes().length;
        }
        byte[] text = json.writeValueAsBytes(header);
        byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(padded.length).array());
        out.write(padded);
        for (Map.Entry<String, StoredTensor> entry : order) {
            out.write(entry.getValue().bytes());
        }
    }
}
