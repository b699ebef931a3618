package dev.factorizer.io.weights;

import dev.factorizer.io.files.MalformedFileException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * Reads the state dict of a PyTorch checkpoint (zip or legacy format) without executing anything. What lies beside the weights
 * is carried along unread; among the weights only plain tensors are taken. A file that would do something else when PyTorch
 * loads it is refused by name.
 */
public final class TorchCheckpoint {
    private final Path file;
    /** How many bytes the expanded views have that were read. */
    private long expanded;

    private TorchCheckpoint(Path file) {
        this.file = file;
    }

    /**
     * Reads a checkpoint. The state dict is the outermost dict if it holds only tensors, else the one under a usual key
     * ({@code state_dict}, {@code model}, {@code network_weights}, {@code model_state_dict}, {@code net}, {@code network}),
     * else the only dict of tensors. What PyTorch's wrappers added to the names is taken off as {@link WrapperNames} does.
     *
     * @param file the file
     * @return the tensors in the order of the state dict
     * @throws MalformedFileException if it is damaged, would do something, or has no state dict
     * @throws IOException if it can't be read
     */
    public static Weights read(Path file) throws IOException {
        return read(file, "");
    }

    /**
     * Reads a checkpoint whose state dict lies under a key of its own.
     *
     * @param file the file
     * @param key the key, with dots between those of nested dicts; empty to look at the usual places
     * @return the tensors in the order of the state dict
     * @throws MalformedFileException if it is damaged, would do something, or has no state dict there
     * @throws IOException if it can't be read
     */
    public static Weights read(Path file, String key) throws IOException {
        WeightFormat format = WeightFormat.of(file);
        if (format == WeightFormat.SAFETENSORS) {
            throw new MalformedFileException(file, "is in the format safetensors, expected a PyTorch checkpoint");
        }
        return read(file, key, format, WrapperNames::plain);
    }

    static Weights read(Path file, String key, WeightFormat format, StateDictReader.Naming naming) throws IOException {
        return new TorchCheckpoint(file).load(key, format, naming);
    }

    private Weights load(String key, WeightFormat format, StateDictReader.Naming naming) throws IOException {
        try (TorchArchive archive = format == WeightFormat.ZIP ? TorchZip.open(file) : new TorchLegacy(file).read()) {
            Map<?, ?> dict = new StateDictSearch(file).find(archive.root(), key);
            return StateDictReader.take(file, entries(dict, archive), naming, () -> archive.inflated() + expanded);
        } catch (PickleException e) {
            throw new MalformedFileException(file, String.valueOf(e.getMessage()), e);
        } catch (ZipException | EOFException e) {
            throw new MalformedFileException(file, "is not a readable zip archive: " + (e.getMessage() == null
                    ? "its directory leads beyond its end" : Brief.of(e.getMessage()))
                    + "; it is damaged or cut off, copy or download it again", e);
        }
    }

    private Map<String, TensorSource> entries(Map<?, ?> dict, TorchArchive archive) throws IOException {
        Map<String, TensorSource> entries = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : dict.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new MalformedFileException(file, "state dict has " + PickledValue.describe(entry.getKey())
                        + " as a name, expected text; name another key");
            }
            entries.put(name, () -> tensor(name, entry.getValue(), archive));
        }
        return entries;
    }

    private StoredTensor tensor(String name, Object value, TorchArchive archive) throws IOException {
        if (value instanceof TorchTensor tensor) {
            StoredTensor copy = new TensorCopy(file, name, tensor, expanded).of(archive);
            expanded += TensorCopy.isExpanded(tensor, copy) ? copy.bytes().length : 0;
            return copy;
        }
        throw new MalformedFileException(file, "state dict has an entry \"" + Brief.of(name) + "\" that is "
                + PickledValue.describe(value) + ", expected a plain tensor; "
                + (PickledValue.isTensor(value) ? "save it as one" : "name another key"));
    }
}
