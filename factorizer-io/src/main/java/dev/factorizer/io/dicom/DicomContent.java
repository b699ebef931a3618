package dev.factorizer.io.dicom;

import dev.factorizer.io.files.ImageFile;
import dev.factorizer.io.files.MalformedFileException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a DICOM file are: on disk, perhaps gzipped, or in memory.
 *
 * @param file the file, or a name for messages
 * @param bytes its content; {@code null} if it is read from disk
 */
record DicomContent(Path file, byte @Nullable [] bytes) {
    /**
     * Bytes from the beginning.
     *
     * @param stream the bytes
     * @param most how many there can be at most
     * @param isDirect whether the file's own bytes can be read at any place
     */
    record Opened(InputStream stream, long most, boolean isDirect) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    /** Something that is done with a file. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Opened opened) throws IOException;
    }

    /** Reads from the beginning; whatever is wrong with gzip data is said in the file's name. */
    <T> T read(Reading<T> reading) throws IOException {
        try (Opened opened = open()) {
            return reading.read(opened);
        } catch (EOFException e) {
            throw new MalformedFileException(file, "ends in the middle of its compressed data", e);
        } catch (ZipException e) {
            throw new MalformedFileException(file, "its compressed data is damaged: " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new MalformedFileException(file, String.format(Locale.ROOT, "needs more memory than Java has, which is %,d MB;"
                    + " give it more by -Xmx", Runtime.getRuntime().maxMemory() >> 20), e);
        }
    }

    private Opened open() throws IOException {
        if (bytes != null) {
            return new Opened(new ByteArrayInputStream(bytes), bytes.length, true);
        }
        ImageFile opened = ImageFile.open(file);
        return new Opened(opened.bytes(), opened.mostBytes(), !opened.compressed());
    }
}
