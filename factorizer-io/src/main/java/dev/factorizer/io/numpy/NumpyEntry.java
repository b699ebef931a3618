package dev.factorizer.io.numpy;

import dev.factorizer.io.files.InflatedInput;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeOutline;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * One array in an opened archive.
 *
 * @param file the archive
 * @param zip the archive, opened
 * @param entry where the array is
 * @param what begins what is said of it
 * @param warnings what is said of the archive
 */
record NumpyEntry(Path file, ZipFile zip, ZipEntry entry, String what, List<String> warnings) {
    /** Takes what is meant out of the bytes of an array. */
    @FunctionalInterface
    private interface Use<T> {
        T of(InputStream in) throws IOException;
    }

    Volume read() throws IOException {
        CRC32 sum = new CRC32();
        Volume volume = unpacked(in -> new NumpyArray(file, what).read(new CheckedInputStream(in, sum), this::checkHolds, warnings));
        // Java's own reader of archives does not compare it.
        if (sum.getValue() != entry.getCrc()) {
            throw new MalformedFileException(file, what + "its check sum (CRC) is not that of its content");
        }
        return volume;
    }

    VolumeOutline outline() throws IOException {
        return unpacked(in -> new NumpyArray(file, what).outline(in, this::checkHolds, warnings));
    }

    private <T> T unpacked(Use<T> use) throws IOException {
        try (InputStream in = new BufferedInputStream(zip.getInputStream(entry), 1 << 16)) {
            return use.of(in);
        } catch (ZipException e) {
            throw new MalformedFileException(file, what + "its compressed data is damaged: " + e.getMessage(), e);
        } catch (EOFException e) {
            throw new MalformedFileException(file, what + "ends in the middle of its compressed data", e);
        }
    }

    private void checkHolds(long needed) throws IOException {
        if (needed > entry.getSize() || needed > Files.size(file) * InflatedInput.MOST_RATIO) {
            throw new MalformedFileException(file, what + "its header declares " + needed + " bytes, but only " + entry.getSize()
                    + " are there, in an archive of " + Files.size(file));
        }
    }
}
