package dev.factorizer.io.voxels;

import dev.factorizer.io.files.GzipInput;
import dev.factorizer.io.files.ImageFile;
import dev.factorizer.io.files.InflatedInput;
import dev.factorizer.io.files.MalformedFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/** A file with voxels, opened: its bytes from anywhere on, as they are or unpacked. */
public final class VoxelFile implements AutoCloseable {
    /** The most a deflated byte can unpack to. */
    private static final long DEFLATE_RATIO = 1032;
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final SeekableByteChannel channel;

    private VoxelFile(Path path, SeekableByteChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Opens a file.
     *
     * @param path the file; links are followed
     * @return the file, to be closed
     * @throws MalformedFileException if it is no regular file, or can't be opened
     * @throws IOException if the disk fails
     */
    public static VoxelFile open(Path path) throws IOException {
        return new VoxelFile(path, ImageFile.channel(path));
    }

    /**
     * The number of bytes.
     *
     * @return the size on disk
     * @throws IOException if the disk fails
     */
    public long size() throws IOException {
        return channel.size();
    }

    /**
     * Bytes as they are. One stream at a time can be read.
     *
     * @param offset where to begin
     * @return the bytes
     * @throws IOException if it can't be read
     */
    public InputStream raw(long offset) throws IOException {
        channel.position(offset);
        return new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
    }

    /**
     * Gzip data, unpacked.
     *
     * @param offset where it begins
     * @return what was packed
     * @throws IOException if it can't be read
     */
    public GzipInput gzip(long offset) throws IOException {
        channel.position(offset);
        return new GzipInput(channel);
    }

    /**
     * Zlib data, unpacked.
     *
     * @param offset where it begins
     * @return what was packed
     * @throws IOException if it can't be read
     */
    public InflatedInput zlib(long offset) throws IOException {
        channel.position(offset);
        return InflatedInput.zlib(Channels.newInputStream(channel));
    }

    /**
     * Refuses a header's claim that can't be true, before anything is allocated for it.
     *
     * @param offset where the voxels begin
     * @param needed how many bytes they take, unpacked
     * @param packed whether they are deflated
     * @throws MalformedFileException if the file can't hold so many
     * @throws IOException if the disk fails
     */
    public void checkHolds(long offset, long needed, boolean packed) throws IOException {
        long room = Math.max(0, size() - offset);
        if (packed ? needed > room * DEFLATE_RATIO : needed > room) {
            throw new MalformedFileException(path, "its header declares " + needed + " bytes of voxels, but only " + room
                    + (packed ? " compressed" : "") + " bytes are there");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
