package dev.factorizer.io.dicom;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of pixels, at any place. */
sealed interface PixelBytes {
    /** {@return how many there are} */
    long length();

    /** {@return so many bytes from a place on} Both were checked against the length. */
    byte[] read(long from, int count) throws IOException;

    /**
     * In memory.
     *
     * @param bytes the bytes
     * @param begin where the first is
     */
    record Held(byte[] bytes, int begin) implements PixelBytes {
        @Override
        public long length() {
            return bytes.length - begin;
        }

        @Override
        public byte[] read(long from, int count) {
            byte[] part = new byte[count];
            System.arraycopy(bytes, (int) (begin + from), part, 0, count);
            return part;
        }
    }

    /**
     * In a file that is opened for each frame: a series has more files than a process may keep open.
     *
     * @param file the file
     * @param begin where the first is
     * @param length how many there are
     */
    record Stored(Path file, long begin, long length) implements PixelBytes {
        @Override
        public byte[] read(long from, int count) throws IOException {
            ByteBuffer part = ByteBuffer.allocate(count);
            try (SeekableByteChannel channel = Files.newByteChannel(file)) {
                channel.position(begin + from);
                while (part.hasRemaining()) {
                    if (channel.read(part) < 0) {
                        throw new MalformedFileException(file, "ends earlier than when its header was read; another program"
                                + " changed it");
                    }
                }
            } catch (FileSystemException e) {
                throw new MalformedFileException(file, "can't be opened again for its pixels: "
                        + (e.getReason() == null ? e : e.getReason()), e);
            }
            return part.array();
        }
    }
}
