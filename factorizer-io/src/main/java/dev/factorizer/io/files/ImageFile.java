package dev.factorizer.io.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file of an image, opened: its bytes, unpacked if they are gzipped. What it is is told by content, not by name: files are
 * renamed more often than repacked.
 */
public final class ImageFile implements AutoCloseable {
    private final Path path;
    private final SeekableByteChannel channel;
    private final long size;
    private final @Nullable GzipInput gzip;
    private final InputStream bytes;

    private ImageFile(Path path, SeekableByteChannel channel, @Nullable GzipInput gzip, InputStream bytes) throws IOException {
        this.path = path;
        this.channel = channel;
        this.size = channel.size();
        this.gzip = gzip;
        this.bytes = new BufferedInputStream(bytes, 1 << 16);
    }

    /**
     * Opens a file at its beginning.
     *
     * @param path the file; links are followed
     * @return the file, to be closed
     * @throws MalformedFileException if it is no regular file, or can't be opened
     * @throws IOException if its beginning can't be read
     */
    public static ImageFile open(Path path) throws IOException {
        SeekableByteChannel channel = channel(path);
        try {
            GzipInput gzip = GzipInput.isGzip(channel) ? new GzipInput(channel) : null;
            return new ImageFile(path, channel, gzip, gzip == null ? Channels.newInputStream(channel) : gzip);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Opens a file's bytes as they are on disk.
     *
     * @param path the file; links are followed
     * @return its bytes, to be closed
     * @throws MalformedFileException if it is no regular file, or can't be opened
     * @throws IOException if the disk fails
     */
    public static SeekableByteChannel channel(Path path) throws IOException {
        // Before it is opened: a pipe would wait for a writer, perhaps forever.
        FileKind.requireRegular(path, "an image");
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

    /** {@return its bytes, unpacked if they are gzipped; closed with the file} */
    public InputStream bytes() {
        return bytes;
    }

    /**
     * The first bytes as they are on disk, packed or not.
     *
     * @param count how many are wanted
     * @return so many, or all if there are fewer
     * @throws IOException if they can't be read
     */
    public byte[] start(int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, size));
        long at = channel.position();
        channel.position(0);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            continue;
        }
        channel.position(at);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** {@return how many bytes there are; if they are gzipped, how many there can be at most} */
    public long mostBytes() {
        return gzip != null ? size * InflatedInput.MOST_RATIO : size;
    }

    /**
     * Refuses a header's claim that can't be true, before anything is allocated for it.
     *
     * @param needed how many bytes the header and what it declares take, unpacked
     * @throws MalformedFileException if the file can't hold so many
     */
    public void checkHolds(long needed) throws IOException {
        if (needed > mostBytes()) {
            throw new MalformedFileException(path, "header declares " + needed + " bytes, but the file has only " + size
                    + (gzip != null ? " compressed" : ""));
        }
    }

    /** {@return whether it is gzipped} */
    public boolean compressed() {
        return gzip != null;
    }

    /** {@return whether something that is no gzip data follows the gzip data; known once all was read} */
    public boolean hasTrailingBytes() {
        return gzip != null && gzip.hasTrailingBytes();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
