package dev.factorizer.io.bundle;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.FileFormat;
import dev.factorizer.io.files.FileKind;
import dev.factorizer.io.files.MalformedFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A bundle as a zip archive, which holds the two parts at its top and nothing else. */
final class BundleArchive implements BundleSource, AutoCloseable {
    private static final Set<String> NAMES = Set.of(Manifest.NAME, Manifest.WEIGHTS);
    /** Weights hardly shrink when compressed: what grows far beyond the archive was made to fill the memory. */
    private static final long GROWTH = 20;
    private static final long ALWAYS_ALLOWED = 16L << 20;
    /** Zip knows no earlier time; always the same one gives the same bytes. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final Path path;
    private final ZipFile zip;

    private BundleArchive(Path path, ZipFile zip) {
        this.path = path;
        this.zip = zip;
    }

    static BundleArchive open(Path path) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            byte[] start;
            try (InputStream in = Files.newInputStream(path)) {
                start = in.readNBytes(FileFormat.BYTES);
            }
            Optional<FileFormat> other = FileFormat.of(start).filter(format -> format != FileFormat.ZIP);
            if (other.isPresent()) {
                throw new MalformedFileException(path, other.get().insteadOf("a model bundle, a folder or a zip archive"), e);
            }
            throw new MalformedFileException(path, "is neither a folder nor a readable zip archive ("
                    + (e.getMessage() == null ? "its parts lie beyond its end" : e.getMessage())
                    + "), expected a model bundle", e);
        }
        try {
            checkNames(path, zip);
            return new BundleArchive(path, zip);
        } catch (IOException e) {
            zip.close();
            throw e;
        }
    }

    private static void checkNames(Path path, ZipFile zip) throws IOException {
        Set<String> seen = new HashSet<>();
        for (var entries = zip.entries(); entries.hasMoreElements();) {
            String name = entries.nextElement().getName();
            if (name.endsWith("/data.pkl")) {
                throw new MalformedFileException(path, "is a PyTorch checkpoint, expected a model bundle; make one of it by"
                        + " \"factorizer import\"");
            }
            if (!NAMES.contains(name)) {
                throw new MalformedFileException(path, "holds \"" + name + "\", expected " + Manifest.NAME + " and "
                        + Manifest.WEIGHTS + " at the top of the archive and nothing else");
            }
            if (!seen.add(name)) {
                throw new MalformedFileException(path, "holds \"" + name + "\" twice, expected it once");
            }
        }
    }

    @Override
    public Path describe(String name) {
        return path.resolve(name);
    }

    @Override
    public byte[] part(String name, long most) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new MalformedFileException(path, "has no " + name + ", expected a model bundle with " + Manifest.NAME
                    + " and " + Manifest.WEIGHTS);
        }
        long growth = Math.max(ALWAYS_ALLOWED, GROWTH * Files.size(path));
        if (entry.getSize() > most || entry.getSize() > growth) {
            throw new MalformedFileException(path, name + " declares " + entry.getSize() + " bytes, expected at most "
                    + Math.min(most, growth));
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) Math.min(most, growth));
            if (in.read() >= 0) {
                throw new MalformedFileException(path, name + " is longer than " + Math.min(most, growth)
                        + " bytes, expected at most so many");
            }
            return bytes;
        } catch (ZipException | EOFException e) {
            throw new MalformedFileException(path, name + " can't be unpacked: " + (e.getMessage() == null
                    ? "it ends too early" : e.getMessage()), e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    static void write(BundleParts parts, Path path) throws IOException {
        requireReplaceable(path);
        AtomicFile.write(path, new AtomicFile.Content() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                pack(parts, out);
            }

            @Override
            public void check(Path written) throws IOException {
                requireSame(parts, path, written);
            }
        });
    }

    private static void pack(BundleParts parts, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.files().entrySet()) {
                zip.putNextEntry(stored(part.getKey(), part.getValue()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
    }

    private static void requireSame(BundleParts parts, Path path, Path written) throws IOException {
        try (BundleArchive archive = open(written)) {
            for (Map.Entry<String, byte[]> part : parts.files().entrySet()) {
                if (!Arrays.equals(part.getValue(), archive.part(part.getKey(), part.getValue().length))) {
                    throw new IOException(path + ": " + part.getKey() + " is read back with other bytes than were written;"
                            + " check the disk");
                }
            }
        }
    }

    private static ZipEntry stored(String name, byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(sum.getValue());
        entry.setTimeLocal(NO_TIME);
        return entry;
    }

    /** Refuses a place that holds something else than an archive with a manifest. */
    static void requireReplaceable(Path path) throws IOException {
        if (Files.notExists(path)) {
            return;
        }
        FileKind.requireReachable(path);
        try {
            FileKind.requireRegular(path, "a file");
            try (BundleArchive old = open(path)) {
                old.part(Manifest.NAME, BundleReader.LONGEST_MANIFEST);
            }
        } catch (MalformedFileException e) {
            throw new IOException(path + ": is there already and no model bundle, so it is not replaced; choose another"
                    + " name", e);
        }
    }
}
