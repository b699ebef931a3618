package dev.factorizer.io.nifti;

import dev.factorizer.io.files.FileKind;
import dev.factorizer.io.files.MalformedFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file of an image, opened: its bytes, unpacked if they are gzipped. What it is is told by content, not by name: files are
 * renamed more often than repacked.
 */
public final class ImageFile implements AutoCloseable {
    /** The most a deflated byte can unpack to. */
    private static final long DEFLATE_RATIO = 1032;

    private final Path path;
    private final long size;
    private final GzipInput gzip;
    private final InputStream bytes;

    private ImageFile(Path path, long size, GzipInput gzip, InputStream bytes) {
        this.path = path;
        this.size = size;
        this.gzip = gzip;
        this.bytes = new BufferedInputStream(bytes, 1 << 16);
    }

    /**
     * Opens a file.
     *
     * @param path the file; links are followed
     * @return its bytes, to be closed
     * @throws MalformedFileException if it is no regular file or may not be read
     * @throws IOException if the disk fails
     */
    public static ImageFile open(Path path) throws IOException {
        // Before it is opened: a pipe would wait for a writer, perhaps forever.
        FileKind.requireRegular(path, "an image");
        SeekableByteChannel channel = channel(path);
        try {
            GzipInput gzip = GzipInput.isGzip(channel) ? new GzipInput(channel) : null;
            return new ImageFile(path, channel.size(), gzip, gzip == null ? Channels.newInputStream(channel) : gzip);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    private static SeekableByteChannel channel(Path path) throws IOException {
        try {
            return Files.newByteChannel(path);
        } catch (AccessDeniedException e) {
            throw new MalformedFileException(path, "may not be read; change its permissions", e);
        } catch (FileSystemException e) {
            throw new MalformedFileException(path, "can't be opened: " + reason(e), e);
        }
    }

    private static String reason(FileSystemException failure) {
        if (failure.getReason() == null) {
            return failure.toString();
        }
        return failure.getReason().toLowerCase(Locale.ROOT).contains("too many open files")
                ? "this process has as many files open as it may have; allow more, for example by ulimit -n 1024"
                : failure.getReason();
    }

    /** {@return its bytes, unpacked if they are gzipped} */
    public InputStream bytes() {
        return bytes;
    }

    Path path() {
        return path;
    }

    /** {@return how many bytes there are; if they are gzipped, how many there can be at most} */
    public long mostBytes() {
        return gzip != null ? size * DEFLATE_RATIO : size;
    }

    /** Refuses a header's claim that can't be true, before anything is allocated for it. */
    void checkHolds(long needed) throws IOException {
        if (needed > mostBytes()) {
            throw new MalformedFileException(path, "header declares " + needed + " bytes, but the file has only " + size
                    + (gzip != null ? " compressed" : ""));
        }
    }

    /** {@return whether they are gzipped} */
    public boolean compressed() {
        return gzip != null;
    }

    /** Whether something that is no gzip data follows the gzip data; known once all was read. */
    boolean hasTrailingBytes() {
        return gzip != null && gzip.hasTrailingBytes();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
