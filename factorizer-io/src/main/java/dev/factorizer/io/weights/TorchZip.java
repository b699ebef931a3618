package dev.factorizer.io.weights;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The zip form of a checkpoint (since PyTorch 1.6): {@code NAME/data.pkl} and {@code NAME/data/KEY}, stored. */
final class TorchZip {
    private static final long LARGEST_PICKLE = 64L << 20;

    private final Path file;

    TorchZip(Path file) {
        this.file = file;
    }

    TorchArchive read() throws IOException {
        Map<String, byte[]> storages = new HashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String folder = folder(zip);
            byte[] pickle = entry(zip, folder + "data.pkl", LARGEST_PICKLE);
            ZipEntry order = zip.getEntry(folder + "byteorder");
            boolean big = order != null
                    && new String(entry(zip, folder + "byteorder", 64), StandardCharsets.US_ASCII).strip().equals("big");
            Unpickler unpickler = new Unpickler(pickle, TorchConstructors.INSTANCE);
            Object root = unpickler.load();
            for (TorchStorage storage : unpickler.storages()) {
                if (!storages.containsKey(storage.key())) {
                    long bytes = Math.multiplyExact(storage.elements(), (long) storage.type().bytes());
                    storages.put(storage.key(), entry(zip, folder + "data/" + storage.key(), Integer.MAX_VALUE - 16));
                    if (storages.get(storage.key()).length < bytes) {
                        throw new MalformedFileException(file, "storage \"" + storage.key() + "\" has "
                                + storages.get(storage.key()).length + " bytes, expected " + bytes);
                    }
                }
            }
            return new Loaded(root, big, storages);
        } catch (ZipException | IllegalArgumentException | ArithmeticException e) {
            throw new MalformedFileException(file, "is not a readable zip archive: " + e.getMessage(), e);
        }
    }

    private String folder(ZipFile zip) throws IOException {
        String found = null;
        for (var entries = zip.entries(); entries.hasMoreElements();) {
            String name = entries.nextElement().getName();
            if (name.endsWith("/data.pkl") && name.indexOf('/') == name.length() - "/data.pkl".length()) {
                found = name.substring(0, name.length() - "data.pkl".length());
            }
        }
        if (found == null) {
            throw new MalformedFileException(file, "is a zip archive without NAME/data.pkl, expected a PyTorch checkpoint");
        }
        return found;
    }

    /** PyTorch stores without compression, so an entry is never larger than the file itself. */
    private byte[] entry(ZipFile zip, String name, long most) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new MalformedFileException(file, "has no entry \"" + name + "\"");
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
            throw new MalformedFileException(file, "entry \"" + name + "\" is compressed, expected stored");
        }
        if (entry.getSize() > most || entry.getSize() > file.toFile().length()) {
            throw new MalformedFileException(file, "entry \"" + name + "\" declares " + entry.getSize()
                    + " bytes, expected at most " + Math.min(most, file.toFile().length()));
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) entry.getSize());
            if (bytes.length != entry.getSize()) {
                throw new MalformedFileException(file, "entry \"" + name + "\" ends after " + bytes.length
                        + " bytes, expected " + entry.getSize());
            }
            return bytes;
        }
    }

    /** What was read. */
    private record Loaded(Object root, boolean bigEndian, Map<String, byte[]> storages) implements TorchArchive {
        @Override
        public byte[] storage(TorchStorage storage) {
            return storages.get(storage.key());
        }
    }
}
