package dev.factorizer.backend.djl.script;

import dev.factorizer.api.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** Tensors by name as a file that {@code torch.load} opens as a dictionary, also where it is told to load weights only. */
public final class TensorFile {
    private static final String VERSION = "3\n";

    private TensorFile() { }

    /**
     * Writes tensors.
     *
     * @param out the file, which stays open
     * @param tensors the tensors by name, written in order
     * @throws IOException if writing fails
     */
    public static void write(OutputStream out, Map<String, Tensor> tensors) throws IOException {
        StoredZip zip = new StoredZip(out, "tensors");
        zip.put("data.pkl", TensorPickle.dictionary(tensors));
        zip.putNumbers(tensors.values());
        zip.put("version", VERSION);
        zip.finish();
    }
}
