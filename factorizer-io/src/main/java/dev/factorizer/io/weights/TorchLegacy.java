package dev.factorizer.io.weights;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The form of a checkpoint before PyTorch 1.6: pickles of a magic number, a version, system facts, the object and the
 * sorted keys of the storages; then each storage as a 64-bit count and its bytes.
 */
final class TorchLegacy {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long VERSION = 1001;

    private final Path file;

    TorchLegacy(Path file) {
        this.file = file;
    }

    TorchArchive read() throws IOException {
        if (Files.size(file) > Integer.MAX_VALUE - 16) {
            throw new MalformedFileException(file, "is larger than 2 GiB, expected a smaller file in the legacy format");
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length < 2 || bytes[0] != (byte) 0x80) {
            throw new MalformedFileException(file, "is neither a zip archive nor a pickle, expected a PyTorch checkpoint");
        }
        Unpickler magic = new Unpickler(bytes, TorchConstructors.INSTANCE);
        Object found = magic.load();
        if (!(found instanceof BigInteger number && number.equals(MAGIC))) {
            throw new MalformedFileException(file, "does not begin with PyTorch's magic number, found " + describe(found));
        }
        Unpickler version = magic.next();
        if (!(version.load() instanceof Long release && release == VERSION)) {
            throw new MalformedFileException(file, "has another version of the legacy format, expected " + VERSION);
        }
        Unpickler system = version.next();
        boolean big = system.load() instanceof Map<?, ?> facts && Boolean.FALSE.equals(facts.get("little_endian"));
        Unpickler object = system.next();
        Object root = object.load();
        Unpickler keys = object.next();
        if (!(keys.load() instanceof List<?> names)) {
            throw new MalformedFileException(file, "has no list of storage keys after its object");
        }
        return new Loaded(file, root, big, storages(bytes, keys.position(), names, object.storages(), big));
    }

    private static String describe(Object value) {
        return value == null ? "nothing" : value.getClass().getSimpleName();
    }

    private Map<String, byte[]> storages(byte[] bytes, int start, List<?> names, List<TorchStorage> declared, boolean big)
            throws IOException {
        Map<String, TorchStorage> types = new HashMap<>();
        declared.forEach(storage -> types.put(storage.key(), storage));
        Map<String, byte[]> found = new HashMap<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        buffer.position(start);
        for (Object name : names) {
            TorchStorage storage = name instanceof String key ? types.get(key) : null;
            if (storage == null) {
                throw new MalformedFileException(file, "lists a storage \"" + Unpickler.brief(name instanceof String ? name : "?")
                        + "\" that no tensor uses");
            }
            if (buffer.remaining() < 8) {
                throw new MalformedFileException(file, "ends before storage \"" + name + "\"");
            }
            long count = buffer.getLong();
            if (count < 0 || count > buffer.remaining() / storage.type().bytes() || count != storage.elements()) {
                throw new MalformedFileException(file, "storage \"" + name + "\" has " + count + " elements, expected "
                        + storage.elements() + " with at most " + buffer.remaining() + " bytes");
            }
            int length = (int) count * storage.type().bytes();
            found.put(storage.key(), Arrays.copyOfRange(bytes, buffer.position(), buffer.position() + length));
            buffer.position(buffer.position() + length);
        }
        return found;
    }

    /** What was read. */
    private record Loaded(Path file, Object root, boolean bigEndian, Map<String, byte[]> storages)
            implements TorchArchive {
        @Override
        public byte[] storage(TorchStorage storage) throws IOException {
            if (!storages.containsKey(storage.key())) {
                throw new MalformedFileException(file, "has no storage \"" + Unpickler.brief(storage.key()) + "\"");
            }
            return storages.get(storage.key());
        }
    }
}
