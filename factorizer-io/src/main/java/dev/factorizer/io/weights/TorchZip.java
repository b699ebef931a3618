package dev.factorizer.io.weights;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The zip form of a checkpoint (since PyTorch 1.6): {@code NAME/data.pkl} and {@code NAME/data/KEY}, stored. */
final class TorchZip implements TorchArchive {
    private static final long LARGEST_PICKLE = 64L << 20;
    private static final long LARGEST_STORAGE = Integer.MAX_VALUE - 16;

    private final Path file;
    private final ZipFile zip;
    private final String folder;
    private final Object root;
    private final boolean bigEndian;
    private final Map<String, byte[]> storages = new HashMap<>();
    private long left;

    private TorchZip(Path file, ZipFile zip) throws IOException {
        this.file = file;
        this.zip = zip;
        // Entries are stored side by side, so all together hold no more than the file; entries made to overlap do.
        this.left = file.toFile().length();
        this.folder = folder();
        byte[] pickle = entry(folder + "data.pkl", LARGEST_PICKLE);
        this.bigEndian = zip.getEntry(folder + "byteorder") != null
                && new String(entry(folder + "byteorder", 64), StandardCharsets.US_ASCII).strip().equals("big");
        this.root = new Unpickler(pickle, TorchConstructors.INSTANCE).load();
    }

    static TorchZip open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file, "is not a readable zip archive: " + e.getMessage(), e);
        }
        try {
            return new TorchZip(file, zip);
        } catch (IOException | PickleException e) {
            zip.close();
            throw e;
        }
    }

    private String folder() throws IOException {
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

    private byte[] entry(String name, long most) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new MalformedFileException(file, "has no entry \"" + Unpickler.brief(name) + "\"");
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
            throw new MalformedFileException(file, "entry \"" + name + "\" is compressed, expected stored");
        }
        if (entry.getSize() > Math.min(most, left)) {
            throw new MalformedFileException(file, "entry \"" + name + "\" declares " + entry.getSize()
                    + " bytes, expected at most " + Math.min(most, left));
        }
        left -= entry.getSize();
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) entry.getSize());
            if (bytes.length != entry.getSize()) {
                throw new MalformedFileException(file, "entry \"" + name + "\" ends after " + bytes.length
                        + " bytes, expected " + entry.getSize());
            }
            return bytes;
        }
    }

    @Override
    public Object root() {
        return root;
    }

    @Override
    public boolean bigEndian() {
        return bigEndian;
    }

    @Override
    public byte[] storage(TorchStorage storage) throws IOException {
        byte[] bytes = storages.get(storage.key());
        if (bytes == null) {
            bytes = entry(folder + "data/" + storage.key(), LARGEST_STORAGE);
            storages.put(storage.key(), bytes);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
