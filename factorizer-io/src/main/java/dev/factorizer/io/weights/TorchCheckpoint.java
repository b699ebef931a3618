package dev.factorizer.io.weights;

import dev.factorizer.io.files.MalformedFileException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * Reads the state dict of a PyTorch checkpoint (zip or legacy format) without executing anything: a short list of known
 * constructors is understood, everything else is refused by name.
 */
public final class TorchCheckpoint {
    /** Where training scripts put the state dict. */
    private static final List<String> USUAL_KEYS = List.of("state_dict", "model", "network_weights", "model_state_dict");

    /** Tied weights appear a few times in a state dict; a small file of very many views would fill the memory. */
    private static final long MOST_COPIES = 16;

    private final Path file;

    private TorchCheckpoint(Path file) {
        this.file = file;
    }

    /**
     * Reads a checkpoint. The state dict is the outermost dict if it holds only tensors, else the one under a usual key
     * ({@code state_dict}, {@code model}, {@code network_weights}, {@code model_state_dict}). A prefix {@code module.} or
     * {@code _orig_mod.} that all names share is taken off.
     *
     * @param file the file
     * @return the tensors in the order of the state dict
     * @throws MalformedFileException if it is damaged or asks for more than tensors
     * @throws IOException if it can't be read
     */
    public static Weights read(Path file) throws IOException {
        return read(file, "");
    }

    /**
     * Reads a checkpoint whose state dict lies under a key of its own.
     *
     * @param file the file
     * @param key the key; empty to look at the usual places
     * @return the tensors in the order of the state dict
     * @throws MalformedFileException if it is damaged, asks for more than tensors, or has no state dict there
     * @throws IOException if it can't be read
     */
    public static Weights read(Path file, String key) throws IOException {
        return new TorchCheckpoint(file).load(key);
    }

    private Weights load(String key) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new MalformedFileException(file, Files.exists(file) ? "is not a file" : "does not exist");
        }
        try (TorchArchive archive = startsAsZip() ? TorchZip.open(file) : new TorchLegacy(file).read()) {
            return new Weights(withoutPrefix(tensors(stateDict(archive.root(), key), archive)), Map.of());
        } catch (PickleException e) {
            throw new MalformedFileException(file, e.getMessage(), e);
        } catch (ZipException | EOFException e) {
            throw new MalformedFileException(file, "is not a readable zip archive: " + e.getMessage(), e);
        }
    }

    private Map<String, StoredTensor> tensors(Map<?, ?> dict, TorchArchive archive) throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        long bytes = 0;
        for (Map.Entry<?, ?> entry : dict.entrySet()) {
            if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof TorchTensor tensor)) {
                throw new MalformedFileException(file, "state dict has an entry \"" + Unpickler.brief(entry.getKey())
                        + "\" that is not a tensor; name another key");
            }
            StoredTensor stored = new TensorCopy(file, name, tensor).of(archive);
            tensors.put(name, stored);
            bytes += stored.bytes().length;
            if (bytes > MOST_COPIES * Files.size(file)) {
                throw new MalformedFileException(file, "has tensors that share their storages more than " + MOST_COPIES
                        + " times, expected a state dict");
            }
        }
        return tensors;
    }

    private boolean startsAsZip() throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            return start.length == 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4;
        }
    }

    private Map<?, ?> stateDict(Object root, String key) throws IOException {
        if (!(root instanceof Map<?, ?> top)) {
            throw new MalformedFileException(file, "holds no dict, expected a state dict");
        }
        if (!key.isEmpty()) {
            if (top.get(key) instanceof Map<?, ?> dict) {
                return dict;
            }
            throw new MalformedFileException(file, "has no dict under \"" + key + "\", found " + Unpickler.brief(top.keySet()));
        }
        if (!top.isEmpty() && top.values().stream().allMatch(TorchTensor.class::isInstance)) {
            return top;
        }
        for (String usual : USUAL_KEYS) {
            if (top.get(usual) instanceof Map<?, ?> dict) {
                return dict;
            }
        }
        throw new MalformedFileException(file, "has no state dict: neither a dict of tensors nor one of the keys "
                + USUAL_KEYS + ", found " + Unpickler.brief(top.keySet()));
    }

    private static Map<String, StoredTensor> withoutPrefix(Map<String, StoredTensor> tensors) {
        Map<String, StoredTensor> found = tensors;
        boolean stripped = true;
        while (stripped) {
            stripped = false;
            for (String prefix : List.of("module.", "_orig_mod.")) {
                if (!found.isEmpty() && found.keySet().stream().allMatch(name -> name.startsWith(prefix))) {
                    Map<String, StoredTensor> shorter = new LinkedHashMap<>();
                    found.forEach((name, tensor) -> shorter.put(name.substring(prefix.length()), tensor));
                    found = shorter;
                    stripped = true;
                }
            }
        }
        return found;
    }
}
