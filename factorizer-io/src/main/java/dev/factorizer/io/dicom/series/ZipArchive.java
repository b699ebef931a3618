package dev.factorizer.io.dicom.series;

import dev.factorizer.io.dicom.DicomFile;
import dev.factorizer.io.files.MalformedFileException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A zip archive. Names of entries are only names here: nothing is written anywhere, so {@code ../} leads nowhere.
 *
 * @param path the archive
 */
record ZipArchive(Path path) implements DicomContainer {
    private static final int MOST_ENTRIES = 1_000_000;

    @Override
    public LeftOut scan(Visitor visitor) throws IOException {
        LeftOut left = new LeftOut();
        try (ZipFile zip = open()) {
            if (zip.size() > MOST_ENTRIES) {
                throw new MalformedFileException(path, "holds " + zip.size() + " files, expected at most " + MOST_ENTRIES);
            }
            // Honest entries lie side by side; one that stands for thousands would be read as often.
            if (zip.stream().mapToDouble(ZipEntry::getCompressedSize).sum() > Files.size(path)) {
                throw new MalformedFileException(path, "has entries that overlap, expected them side by side; unpack it and name the folder");
            }
            Set<String> seen = new HashSet<>();
            for (ZipEntry entry : zip.stream().filter(one -> !one.isDirectory()).sorted(Comparator.comparing(ZipEntry::getName))
                    .toList()) {
                if (!seen.add(entry.getName())) {
                    throw new MalformedFileException(name(entry.getName()), "is in the archive twice, expected once");
                }
                byte[] bytes = EntryNames.isLeftOut(entry.getName()) ? null : bytes(zip, entry);
                if (bytes == null) {
                    left.add(entry.getName());
                } else {
                    visitor.visit(entry.getName(), DicomFile.read(name(entry.getName()), bytes));
                }
            }
        }
        return left;
    }

    @Override
    public void read(Collection<String> entries, Visitor visitor) throws IOException {
        try (ZipFile zip = open()) {
            for (String name : entries) {
                ZipEntry entry = zip.getEntry(name);
                byte[] bytes = entry == null ? null : bytes(zip, entry);
                if (bytes == null) {
                    throw new MalformedFileException(name(name), "has changed while it was read; run again");
                }
                visitor.visit(name, DicomFile.read(name(name), bytes));
            }
        }
    }

    /** An entry's name for messages: whatever it holds, it is one name below the archive's. */
    private Path name(String entry) {
        return ArchiveEntry.name(path, entry);
    }

    private ZipFile open() throws IOException {
        try {
            // Of names that aren't marked as UTF-8, which may be in any encoding; no byte is refused.
            return new ZipFile(path.toFile(), StandardCharsets.ISO_8859_1);
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new MalformedFileException(path, "is no readable zip archive (" + (e.getMessage() == null ? "its parts lie beyond its end"
                    : e.getMessage()) + "), expected one with DICOM files, not encrypted; unpack it and name the folder", e);
        }
    }

    /** The bytes of a DICOM file; {@code null} of another. */
    private byte @Nullable [] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            byte[] bytes = ArchiveEntry.bytes(in, name(entry.getName()));
            // Java's own reader of archives does not compare it.
            if (bytes != null && in.getChecksum().getValue() != entry.getCrc()) {
                throw new MalformedFileException(name(entry.getName()), "its check sum (CRC) is not that of its content; copy or download"
                        + " the archive again");
            }
            return bytes;
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new MalformedFileException(name(entry.getName()), "can't be unpacked: " + (e.getMessage() == null ? "it ends too early"
                    : e.getMessage()), e);
        }
    }
}
