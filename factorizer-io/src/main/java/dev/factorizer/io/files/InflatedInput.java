package dev.factorizer.io.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Inflates data that ends where it says itself, with or without the frame of zlib. Its buffers are direct: arrays of the heap may be
 * moved while they are inflated (JDK-8377811).
 */
public final class InflatedInput extends InputStream {
    /** The most bytes that one byte can become. */
    public static final long MOST_RATIO = 1032;

    private static final int BUFFER = 1 << 15;

    private final InputStream source;
    private final Inflater inflater;
    private final ByteBuffer packed = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private final ByteBuffer unpacked = ByteBuffer.allocateDirect(BUFFER).limit(0);

    private InflatedInput(InputStream source, Inflater inflater) {
        this.source = source;
        this.inflater = inflater;
    }

    /**
     * Zlib data (RFC 1950), whose sum is checked at its end.
     *
     * @param source the data; closed with the stream
     * @return what was packed
     */
    public static InflatedInput zlib(InputStream source) {
        return new InflatedInput(source, new Inflater());
    }

    /**
     * Deflated data without a frame (RFC 1951), as in DICOM (PS3.5, section A.5).
     *
     * @param source the data; closed with the stream
     * @return what was packed
     */
    public static InflatedInput deflated(InputStream source) {
        return new InflatedInput(source, new Inflater(true));
    }

    /** {@return how many bytes of the source were unpacked so far} */
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
            byte[] next = source.readNBytes(BUFFER);
            if (next.length == 0) {
                throw new EOFException("the compressed data ends in the middle");
            }
            inflater.setInput(packed.clear().put(next).flip());
        }
        try {
            inflater.inflate(unpacked.clear());
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
        source.close();
    }
}
