package dev.factorizer.io.dicom.series;

import dev.factorizer.io.dicom.DicomFile;
import dev.factorizer.io.files.ImageFile;
import dev.factorizer.io.files.MalformedFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A tar archive, gzipped or not (POSIX 1003.1, ustar, with the long names of pax and GNU). It is read from front to back, each time
 * from the beginning.
 *
 * @param path the archive
 */
record TarArchive(Path path) implements DicomContainer {
    private static final int MOST_ENTRIES = 1_000_000;
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;
    private static final int LONGEST_NAME = 1 << 16;

    /** Takes the bytes of an entry. */
    @FunctionalInterface
    private interface Entry {
        void read(String name, InputStream in) throws IOException;
    }

    @Override
    public LeftOut scan(Visitor visitor) throws IOException {
        LeftOut left = new LeftOut();
        Set<String> seen = new HashSet<>();
        walk((name, in) -> {
            byte[] bytes = EntryNames.isLeftOut(name) ? null : ArchiveEntry.bytes(in, ArchiveEntry.name(path, name));
            if (bytes == null) {
                left.add(name);
                return;
            }
            if (!seen.add(name)) {
                throw new MalformedFileException(ArchiveEntry.name(path, name), "is in the archive twice, expected once");
            }
            visitor.visit(name, DicomFile.read(ArchiveEntry.name(path, name), bytes));
        });
        return left;
    }

    @Override
    public void read(Collection<String> entries, Visitor visitor) throws IOException {
        Set<String> wanted = new HashSet<>(entries);
        walk((name, in) -> {
            if (wanted.remove(name)) {
                Path shown = ArchiveEntry.name(path, name);
                byte[] bytes = ArchiveEntry.bytes(in, shown);
                if (bytes == null) {
                    throw new MalformedFileException(shown, "has changed while it was read; run again");
                }
                visitor.visit(name, DicomFile.read(shown, bytes));
            }
        });
        if (!wanted.isEmpty()) {
            throw new MalformedFileException(path, "has changed while it was read; run again");
        }
    }

    private void walk(Entry visitor) throws IOException {
        try (ImageFile file = ImageFile.open(path)) {
            InputStream in = file.bytes();
            String longName = null;
            int count = 0;
            while (true) {
                byte[] header = in.readNBytes(BLOCK);
                if (header.length == 0 || isZero(header)) {
                    return;
                }
                if (header.length < BLOCK) {
                    throw new EOFException("it ends in the middle of an entry");
                }
                if (++count > MOST_ENTRIES) {
                    throw new MalformedFileException(path, "holds more than " + MOST_ENTRIES + " files, expected one scan");
                }
                Body body = new Body(in, size(header));
                char type = (char) header[TYPE];
                if (type == 'L' || type == 'x') {
                    byte[] bytes = body.readNBytes(LONGEST_NAME);
                    longName = type == 'L' ? text(bytes, 0, bytes.length) : paxName(bytes, longName);
                } else {
                    // Links, devices and folders have no content of their own.
                    if (type == '0' || type == 0 || type == '7') {
                        visitor.read(longName == null ? name(header) : longName, body);
                    }
                    longName = null;
                }
                body.skipRest();
            }
        } catch (EOFException | ZipException e) {
            throw new MalformedFileException(path, "can't be unpacked: " + (e.getMessage() == null ? "it ends in the middle of an entry"
                    : e.getMessage()), e);
        }
    }

    private static boolean isZero(byte[] block) {
        for (byte one : block) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    private long size(byte[] header) throws MalformedFileException {
        String octal = text(header, SIZE, SIZE_LENGTH).strip();
        if (!octal.matches("[0-7]{1,11}")) {
            throw new MalformedFileException(path, "has an entry of the size \"" + octal + "\", expected an octal number below 8 GiB;"
                    + " the tar archive is damaged");
        }
        return Long.parseLong(octal, 8);
    }

    private static String name(byte[] header) {
        String name = text(header, 0, NAME);
        String prefix = text(header, MAGIC, 5).equals("ustar") && header[MAGIC + 5] == 0 ? text(header, PREFIX, PREFIX_LENGTH) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Lines such as {@code 25 path=folder/IM000001}; another name that was given before stays. */
    private static @Nullable String paxName(byte[] bytes, @Nullable String before) {
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            int blank = line.indexOf(' ');
            if (line.startsWith("path=", blank + 1)) {
                return line.substring(blank + 6);
            }
        }
        return before;
    }

    /** The bytes of one entry. */
    private static final class Body extends InputStream {
        private final InputStream in;
        private final long padding;
        private long left;

        Body(InputStream in, long size) {
            this.in = in;
            this.left = size;
            this.padding = (BLOCK - size % BLOCK) % BLOCK;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0) {
                return -1;
            }
            int count = in.read(bytes, from, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException("it ends in the middle of an entry");
            }
            left -= count;
            return count;
        }

        void skipRest() throws IOException {
            in.skipNBytes(left + padding);
            left = 0;
        }
    }
}
