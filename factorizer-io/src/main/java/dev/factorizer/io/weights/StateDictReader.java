package dev.factorizer.io.weights;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Reads the weights of a network from a file of any known format, which its first bytes tell. */
public final class StateDictReader {
    /** Tied weights appear a few times in a state dict; a small file of very many views would fill the memory. */
    private static final long MOST_COPIES = 16;

    /** Chooses entries by their names, and what they are called afterwards. */
    @FunctionalInterface
    public interface Naming {
        /**
         * Chooses. What is left out is not read, and may be anything.
         *
         * @param names all names, in their order
         * @return other names of those that are wanted
         */
        Map<String, String> of(Collection<String> names);
    }

    private StateDictReader() { }

    /**
     * Reads weights.
     *
     * @param file a PyTorch checkpoint, or safetensors
     * @param key where the state dict is, with dots between the keys of nested dicts; in safetensors, what all its names begin
     *     with; empty to look at the usual places
     * @param naming which of its entries are read
     * @return the tensors
     * @throws MalformedFileException if the file is damaged, would do something, has no state dict there, or an entry that is
     *     wanted is no plain tensor
     * @throws IOException if it can't be read
     */
    public static Weights read(Path file, String key, Naming naming) throws IOException {
        WeightFormat format = WeightFormat.of(file);
        return format == WeightFormat.SAFETENSORS
                ? SafetensorsReader.read(file, entries -> take(file, below(file, entries, key), naming, () -> 0))
                : TorchCheckpoint.read(file, key, format, naming);
    }

    /** Safetensors have no dicts in dicts: their keys are the beginnings of names. */
    private static Map<String, TensorSource> below(Path file, Map<String, TensorSource> entries, String key)
            throws IOException {
        if (key.isEmpty()) {
            return entries;
        }
        Map<String, TensorSource> found = new LinkedHashMap<>();
        entries.forEach((name, source) -> {
            if (name.startsWith(key + ".")) {
                found.put(name.substring(key.length() + 1), source);
            }
        });
        if (found.isEmpty()) {
            throw new MalformedFileException(file, "has no tensor under \"" + Brief.of(key) + "\"; found "
                    + Brief.list(entries.keySet()));
        }
        return found;
    }

    /**
     * Reads entries.
     *
     * @param beyond how many bytes there are by now that the file has not: of what was deflated, and of expanded views. They
     *     are counted once, else a file of a few bytes could become a gigabyte
     */
    static Weights take(Path file, Map<String, TensorSource> entries, Naming naming, LongSupplier beyond)
            throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        long bytes = 0;
        for (Map.Entry<String, String> name : naming.of(entries.keySet()).entrySet()) {
            TensorSource source = entries.get(name.getKey());
            if (source == null) {
                throw new IllegalArgumentException("state dict: \"" + Brief.of(name.getKey()) + "\" is asked for, which is not in "
                        + file);
            }
            StoredTensor stored = source.read();
            tensors.put(name.getValue(), stored);
            bytes += stored.bytes().length;
            if (bytes > MOST_COPIES * Files.size(file) + beyond.getAsLong()) {
                throw new MalformedFileException(file, "has tensors that share their storages more than " + MOST_COPIES
                        + " times, expected a state dict");
            }
        }
        return new Weights(tensors, Map.of());
    }
}
