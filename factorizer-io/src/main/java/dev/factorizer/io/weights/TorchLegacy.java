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
import org.jspecify.annotations.Nullable;

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
        Unpickler magic = new Unpickler(bytes, TorchConstructors.INSTANCE);
        Object found = magic.load();
        if (!(found instanceof BigInteger number && number.equals(MAGIC))) {
            throw new MalformedFileException(file, "is a pickle of " + PickledValue.describe(found)
                    + " without PyTorch's magic number before it; write it by torch.save");
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
        return new Loaded(file, bytes, root, big, storages(bytes, keys.position(), names, object.storages(), big));
    }

    /** Where a storage's bytes are. */
    private record Place(int from, int length) { }

    private Map<String, Place> storages(byte[] bytes, int start, List<?> names, List<TorchStorage> declared, boolean big)
            throws IOException {
        Map<String, TorchStorage> types = new HashMap<>();
        declared.forEach(storage -> types.put(storage.key(), storage));
        Map<String, Place> found = new HashMap<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        buffer.position(start);
        for (Object name : names) {
            TorchStorage storage = name instanceof String key ? types.get(key) : null;
            if (storage == null) {
                throw new MalformedFileException(file, "lists a storage \"" + Brief.of(PickledValue.text(name))
                        + "\" that no tensor uses");
            }
            if (buffer.remaining() < 8) {
                throw new MalformedFileException(file, "ends before storage \"" + Brief.of(storage.key())
                        + "\"; the file is cut off, copy or download it again");
            }
            long count = buffer.getLong();
            if (count != storage.elements()) {
                throw new MalformedFileException(file, "storage \"" + Brief.of(storage.key()) + "\" has " + count
                        + " elements, expected " + storage.elements());
            }
            if (count > buffer.remaining() / storage.type().bytes()) {
                throw new MalformedFileException(file, "ends in storage \"" + Brief.of(storage.key()) + "\", which has "
                        + count + " elements of " + storage.type().bytes() + " bytes, of which " + buffer.remaining()
                        + " bytes are there; the file is cut off, copy or download it again");
            }
            int length = (int) count * storage.type().bytes();
            found.put(storage.key(), new Place(buffer.position(), length));
            buffer.position(buffer.position() + length);
        }
        return found;
    }

    /** What was read. */
    private record Loaded(Path file, byte[] bytes, @Nullable Object root, boolean bigEndian, Map<String, Place> storages)
            implements TorchArchive {
        @Override
        public byte[] storage(TorchStorage storage) throws IOException {
            Place place = storages.get(storage.key());
            if (place == null) {
                throw new MalformedFileException(file, "has no storage \"" + Brief.of(storage.key()) + "\"");
            }
            return Arrays.copyOfRange(bytes, place.from(), place.from() + place.length());
        }
    }
}
