package dev.factorizer.io.weights;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the state dict of a PyTorch checkpoint (zip or legacy format) without executing anything: a short list of known
 * constructors is understood, everything else is refused by name.
 */
public final class TorchCheckpoint {
    /** Where training scripts put the state dict. */
    private static final List<String> USUAL_KEYS = List.of("state_dict", "model", "network_weights", "model_state_dict");

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
        TorchArchive archive;
        try {
            archive = startsAsZip() ? new TorchZip(file).read() : new TorchLegacy(file).read();
        } catch (PickleException e) {
            throw new MalformedFileException(file, e.getMessage(), e);
        }
        Map<?, ?> dict = stateDict(archive.root(), key);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : dict.entrySet()) {
            if (entry.getKey() instanceof String name && entry.getValue() instanceof TorchTensor tensor) {
                tensors.put(name, materialize(name, tensor, archive));
            } else {
                throw new MalformedFileException(file, "state dict has an entry \"" + entry.getKey()
                        + "\" that is not a tensor; name another key");
            }
        }
        return new Weights(withoutPrefix(tensors), Map.of());
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
            throw new MalformedFileException(file, "has no dict under \"" + key + "\", found " + top.keySet());
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
                + USUAL_KEYS + ", found " + top.keySet());
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

    /** Copies a view out of its storage; every element is checked to lie inside. */
    private StoredTensor materialize(String name, TorchTensor tensor, TorchArchive archive) throws IOException {
        TorchStorage storage = tensor.storage();
        long count = 1;
        long last = tensor.offset();
        try {
            for (int i = 0; i < tensor.size().length; i++) {
                count = Math.multiplyExact(count, tensor.size()[i]);
                last = Math.addExact(last, Math.multiplyExact(tensor.size()[i] - 1, tensor.stride()[i]));
            }
        } catch (ArithmeticException e) {
            throw new MalformedFileException(file, "tensor \"" + name + "\" has a size that overflows", e);
        }
        if (count > 0 && (tensor.offset() < 0 || last >= storage.elements())) {
            throw new MalformedFileException(file, "tensor \"" + name + "\" reaches to element " + last
                    + " of a storage of " + storage.elements());
        }
        byte[] data = archive.storage(storage);
        int width = storage.type().bytes();
        if (data.length < storage.elements() * width) {
            throw new MalformedFileException(file, "storage \"" + storage.key() + "\" has " + data.length
                    + " bytes, expected " + storage.elements() * width);
        }
        // A view with stride 0 can be far larger than its storage: never more than the file could hold.
        if (count > storage.elements()) {
            throw new MalformedFileException(file, "tensor \"" + name + "\" has " + count
                    + " elements in a storage of " + storage.elements() + "; expanded views are not weights");
        }
        byte[] bytes = new byte[Math.toIntExact(count * width)];
        int[] shape = new int[tensor.size().length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = Math.toIntExact(tensor.size()[i]);
        }
        for (int element = 0; element < count; element++) {
            long at = tensor.offset();
            int rest = element;
            for (int i = shape.length - 1; i >= 0; i--) {
                at += rest % shape[i] * tensor.stride()[i];
                rest /= shape[i];
            }
            System.arraycopy(data, Math.toIntExact(at * width), bytes, element * width, width);
        }
        if (archive.bigEndian()) {
            reverse(bytes, width);
        }
        return StoredTensor.onBytes(storage.type(), shape, bytes);
    }

    private static void reverse(byte[] bytes, int width) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
        for (int at = 0; at < bytes.length; at += width) {
            for (int i = 0; i < width / 2; i++) {
                byte held = buffer.get(at + i);
                buffer.put(at + i, buffer.get(at + width - 1 - i));
                buffer.put(at + width - 1 - i, held);
            }
        }
    }
}
