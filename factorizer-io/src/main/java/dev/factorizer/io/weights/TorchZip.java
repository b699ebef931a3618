package dev.factorizer.io.weights;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The zip form of a checkpoint (since PyTorch 1.6): {@code NAME/data.pkl} and {@code NAME/data/KEY}; stored by PyTorch,
 * deflated by programs that repack it.
 */
final class TorchZip implements TorchArchive {
    private static final long LARGEST_PICKLE = 64L << 20;
    /** Numbers hardly shrink, but a network that begins with zeros does. */
    private static final long ALWAYS_INFLATED = 64L << 20;
    private static final long MOST_INFLATION = 32;
    private static final long ALWAYS_A_PICKLE = 1L << 20;
    /** Names in a message about an archive of something else. */
    private static final int SHOWN = 20;
    private static final long LARGEST_STORAGE = Integer.MAX_VALUE - 16;

    private final Path file;
    private final ZipFile zip;
    private final String folder;
    private final @Nullable Object root;
    private final boolean bigEndian;
    private final Map<String, byte[]> storages = new HashMap<>();
    private final long zipBytes;
    private long left;
    private long inflated;

    private TorchZip(Path file, ZipFile zip) throws IOException {
        this.file = file;
        this.zip = zip;
        // Entries are stored side by side, so all together hold no more than the file; entries made to overlap do.
        this.zipBytes = Files.size(file);
        this.left = zipBytes;
        this.folder = folder();
        byte[] pickle = entry(folder + "data.pkl", Math.min(LARGEST_PICKLE, ALWAYS_A_PICKLE + MOST_INFLATION * left));
        this.bigEndian = zip.getEntry(folder + "byteorder") != null && isBig(entry(folder + "byteorder", 64));
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

    private boolean isBig(byte[] order) throws IOException {
        String name = new String(order, StandardCharsets.US_ASCII).strip();
        if (!name.equals("little") && !name.equals("big")) {
            throw new MalformedFileException(file, "has the byte order \"" + Brief.of(name) + "\", expected little or big");
        }
        return name.equals("big");
    }

    private String folder() throws IOException {
        Set<String> found = new TreeSet<>();
        Set<String> others = new TreeSet<>();
        boolean script = false;
        for (var entries = zip.entries(); entries.hasMoreElements();) {
            String name = entries.nextElement().getName();
            script |= name.endsWith("/constants.pkl");
            if (others.size() < SHOWN) {
                others.add(name);
            }
            if (name.endsWith("/data.pkl") && name.indexOf('/') == name.length() - "/data.pkl".length()
                    && !found.add(name.substring(0, name.length() - "data.pkl".length()))) {
                throw new MalformedFileException(file, "has two entries \"" + Brief.of(name) + "\", expected one");
            }
        }
        if (script) {
            throw new MalformedFileException(file, "is a program of TorchScript; save the state_dict() of what torch.jit.load"
                    + " gives");
        }
        if (found.size() != 1) {
            throw new MalformedFileException(file, found.isEmpty() ? "is a zip archive without NAME/data.pkl, expected a"
                    + " PyTorch checkpoint; found " + Brief.list(others) : "has more than one pickle, in " + Brief.list(found)
                    + ", expected one");
        }
        return found.iterator().next();
    }

    private byte[] entry(String name, long most) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new MalformedFileException(file, "has no entry \"" + Brief.of(name) + "\"");
        }
        checkSize(entry, most);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) entry.getSize());
            if (bytes.length != entry.getSize()) {
                throw new MalformedFileException(file, "entry \"" + Brief.of(name) + "\" ends after " + bytes.length
                        + " bytes, expected " + entry.getSize());
            }
            checkSum(entry, bytes);
            return bytes;
        }
    }

    /** Java's own reader of archives does not compare it. PyTorch writes 0 where it was told to compute none. */
    private void checkSum(ZipEntry entry, byte[] bytes) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        if (entry.getCrc() != 0 && entry.getCrc() != sum.getValue()) {
            throw new MalformedFileException(file, "entry \"" + Brief.of(entry.getName()) + "\" is damaged: its check sum (CRC) is not"
                    + " that of its content; copy or download the file again");
        }
    }

    private void checkSize(ZipEntry entry, long most) throws IOException {
        boolean stored = entry.getMethod() == ZipEntry.STORED;
        long room = Math.min(most, stored ? left
                : ALWAYS_INFLATED + MOST_INFLATION * zipBytes - inflated);
        if (entry.getSize() > room || stored && entry.getSize() != entry.getCompressedSize()) {
            throw new MalformedFileException(file, "entry \"" + Brief.of(entry.getName()) + "\" declares " + entry.getSize()
                    + " bytes of " + entry.getCompressedSize() + ", expected at most " + room);
        }
        if (stored) {
            left -= entry.getSize();
        } else {
            inflated += entry.getSize();
        }
    }

    @Override
    public @Nullable Object root() {
        return root;
    }

    @Override
    public boolean bigEndian() {
        return bigEndian;
    }

    @Override
    public long inflated() {
        return inflated;
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
