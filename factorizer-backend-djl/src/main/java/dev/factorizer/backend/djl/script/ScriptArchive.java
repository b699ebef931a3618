package dev.factorizer.backend.djl.script;

import dev.factorizer.api.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The zip file that PyTorch's {@code torch.jit.load} reads: the source of a module, its attributes as a pickle, its
 * constants as another.
 */
public final class ScriptArchive {
    /** The name of the module's class. */
    static final String CLASS = "Graph";
    private static final String FOLDER = "graph/";
    /** The version of the operators' signatures that the statements are written for. */
    private static final String VERSION = "10\n";
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    private ScriptArchive() { }

    /**
     * An archive without weights: all tensors are arguments.
     *
     * @param script the module
     * @return the file's bytes, the same for the same script
     */
    public static byte[] of(TorchScript script) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(bytes, script.source(), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes a module with tensors as attributes, in order. */
    static void write(OutputStream out, String source, Map<String, Tensor> attributes) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        put(zip, "data.pkl", AttributePickle.of(CLASS, attributes));
        put(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
        put(zip, "constants.pkl", NO_CONSTANTS);
        put(zip, "version", VERSION.getBytes(StandardCharsets.US_ASCII));
        if (!attributes.isEmpty()) {
            put(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        }
        int storage = 0;
        for (Tensor tensor : attributes.values()) {
            put(zip, "data/" + storage++, tensor.segment().toArray(ValueLayout.JAVA_BYTE));
        }
        zip.finish();
    }

    /** Uncompressed, as PyTorch maps the file into memory; with a fixed time, so that the bytes are the same. */
    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(FOLDER + name);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        CRC32 check = new CRC32();
        check.update(content);
        entry.setCrc(check.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
