package dev.factorizer.io.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks zlib data (RFC 1950), whose sum is checked at its end. Its buffers are direct: arrays of the heap may be moved while they
 * are inflated (JDK-8377811).
 */
public final class ZlibInput extends InputStream {
    private static final int BUFFER = 1 << 16;

    private final SeekableByteChannel channel;
    private final ByteBuffer packed = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private final ByteBuffer unpacked = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private final Inflater inflater = new Inflater();

    /**
     * Unpacks from where a file stands.
     *
     * @param channel the file, at the first byte of its zlib data; closed with the stream
     */
    public ZlibInput(SeekableByteChannel channel) {
        this.channel = channel;
    }

    /** {@return how many bytes of the file were unpacked so far} */
    public long packedBytes() {
        return inflater.getBytesRead();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        while (!unpacked.hasRemaining()) {
            if (inflater.finished()) {
                return -1;
            }
            inflate();
        }
        int taken = Math.min(count, unpacked.remaining());
        unpacked.get(target, offset, taken);
        return taken;
    }

    private void inflate() throws IOException {
        if (inflater.needsInput()) {
            packed.clear();
            if (channel.read(packed) < 1) {
                throw new EOFException("the zlib data ends in the middle");
            }
            inflater.setInput(packed.flip());
        }
        unpacked.clear();
        try {
            inflater.inflate(unpacked);
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage());
        } finally {
            unpacked.flip();
        }
        if (inflater.needsDictionary()) {
            throw new ZipException("it needs a dictionary, which images have not");
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        channel.close();
    }
}
