package dev.factorizer.backend.djl.script;

import dev.factorizer.api.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The zip file that PyTorch's {@code torch.jit.load} reads: the source of a module, its attributes as a pickle, its
 * constants as another.
 */
public final class ScriptArchive {
    /** The name of the module's class. */
    static final String CLASS = "Graph";
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
        StoredZip zip = new StoredZip(out, "graph");
        zip.put("data.pkl", TensorPickle.attributes(CLASS, attributes));
        zip.put("code/__torch__.py", source);
        zip.put("constants.pkl", NO_CONSTANTS);
        zip.put("version", VERSION);
        if (!attributes.isEmpty()) {
            zip.putNumbers(attributes.values());
        }
        zip.finish();
    }
}
