package dev.factorizer.io.weights;

import dev.factorizer.io.files.FileKind;
import dev.factorizer.io.files.MalformedFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads safetensors with the checks of the format's own parser: nothing is allocated that the file does not hold. */
final class SafetensorsReader {
    static final long LONGEST_HEADER = 100_000_000;

    /** Where the bytes come from. */
    private interface Source {
        /** Fills what is left of a buffer from a place on; less than 1 at the end. */
        int read(ByteBuffer buffer, long from) throws IOException;
    }

    /** What is done with a file's tensors while it is open. */
    @FunctionalInterface
    interface Use {
        /** Reads what is needed; the notes are added to it. */
        Weights of(Map<String, TensorSource> entries) throws IOException;
    }

    /**
     * What the header says.
     *
     * @param metadata notes
     * @param entries the tensors, in the order of their data, without gaps
     * @param start where the data begins
     */
    record Layout(Map<String, String> metadata, List<SafetensorsHeader.Entry> entries, long start) { }

    private final Path file;

    private SafetensorsReader(Path file) {
        this.file = file;
    }

    static Weights read(Path file) throws IOException {
        return read(file, SafetensorsReader::all);
    }

    /** Reads what is needed of a file. */
    static Weights read(Path file, Use use) throws IOException {
        FileKind.requireRegular(file, "a file with weights");
        try (FileChannel channel = FileChannel.open(file)) {
            return new SafetensorsReader(file).read(channel::read, channel.size(), use);
        }
    }

    static Weights read(byte[] bytes, Path file) throws IOException {
        return new SafetensorsReader(file).read((buffer, from) -> {
            int count = (int) Math.min(buffer.remaining(), bytes.length - from);
            if (count > 0) {
                buffer.put(bytes, (int) from, count);
            }
            return count;
        }, bytes.length, SafetensorsReader::all);
    }

    /** Reads the header of a file: its notes, and its tensors in the order of their data. */
    static Layout layout(Path file) throws IOException {
        FileKind.requireRegular(file, "a file with weights");
        try (FileChannel channel = FileChannel.open(file)) {
            return new SafetensorsReader(file).layout(channel::read, channel.size());
        }
    }

    private Weights read(Source source, long size, Use use) throws IOException {
        Layout layout = layout(source, size);
        Map<String, TensorSource> sources = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : layout.entries()) {
            sources.put(entry.name(), () -> tensor(source, layout.start(), entry));
        }
        return new Weights(use.of(sources).tensors(), layout.metadata());
    }

    private Layout layout(Source source, long size) throws IOException {
        if (size < 8) {
            throw malformed("is " + size + " bytes long, expected at least the 8 bytes of the header's length");
        }
        long length = bytes(source, 0, 8).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > LONGEST_HEADER || length > size - 8) {
            throw malformed("header length is " + Long.toUnsignedString(length) + ", expected 2 to "
                    + Math.min(LONGEST_HEADER, size - 8));
        }
        SafetensorsHeader header = SafetensorsHeader.parse(text(bytes(source, 8, (int) length)), file);
        List<SafetensorsHeader.Entry> entries = header.entries().stream()
                .sorted(Comparator.comparingLong(SafetensorsHeader.Entry::begin)
                        .thenComparingLong(SafetensorsHeader.Entry::end))
                .toList();
        checkContiguous(entries, size - 8 - length);
        return new Layout(header.metadata(), entries, 8 + length);
    }

    private static Weights all(Map<String, TensorSource> sources) throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, TensorSource> entry : sources.entrySet()) {
            tensors.put(entry.getKey(), entry.getValue().read());
        }
        return new Weights(tensors, Map.of());
    }

    private StoredTensor tensor(Source source, long start, SafetensorsHeader.Entry entry) throws IOException {
        if (entry.type() == null) {
            throw malformed("tensor \"" + Brief.of(entry.name()) + "\" has dtype \"" + Brief.of(entry.typeName())
                    + "\", expected one of " + Arrays.toString(ElementType.values()));
        }
        byte[] data = bytes(source, start + entry.begin(), (int) (entry.end() - entry.begin())).array();
        return StoredTensor.onBytes(entry.type(), entry.shape(), data);
    }

    private ByteBuffer bytes(Source source, long from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (source.read(buffer, from + buffer.position()) < 1) {
                throw malformed("ends at byte " + (from + buffer.position()) + ", expected " + (from + count) + " bytes");
            }
        }
        return buffer.flip();
    }

    /** Decoded piece by piece as it is parsed: as one text a header of 100 MB would take three times as much. */
    private Reader text(ByteBuffer header) throws IOException {
        if (header.get(0) != '{') {
            throw malformed("header begins with byte " + (header.get(0) & 0xFF) + ", expected '{'");
        }
        return new InputStreamReader(new ByteArrayInputStream(header.array()), StandardCharsets.UTF_8.newDecoder());
    }

    private void checkContiguous(List<SafetensorsHeader.Entry> entries, long data) throws IOException {
        long at = 0;
        for (SafetensorsHeader.Entry entry : entries) {
            if (entry.begin() != at) {
                throw malformed("tensor \"" + Brief.of(entry.name()) + "\" begins at " + entry.begin()
                        + ", expected " + at + ": data must be without gap or overlap");
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
