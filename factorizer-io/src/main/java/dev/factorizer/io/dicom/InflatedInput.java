package dev.factorizer.io.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * A deflated data set, inflated (DICOM PS3.5, section A.5). The buffers are direct, because arrays of the heap may be moved
 * while they are inflated (JDK-8377811).
 */
final class InflatedInput extends InputStream {
    /** The most a deflated byte can become. */
    static final long MOST_RATIO = 1032;

    private static final int BUFFER = 1 << 14;

    private final InputStream packed;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private final Inflater inflater = new Inflater(true);

    InflatedInput(InputStream packed) {
        this.packed = packed;
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
        while (!out.hasRemaining()) {
            if (inflater.finished()) {
                return -1;
            }
            inflate();
        }
        int taken = Math.min(count, out.remaining());
        out.get(target, offset, taken);
        return taken;
    }

    private void inflate() throws IOException {
        if (inflater.needsInput()) {
            byte[] next = packed.readNBytes(BUFFER);
            if (next.length == 0) {
                throw new EOFException("the deflated data set ends in the middle");
            }
            inflater.setInput(in.clear().put(next).flip());
        }
        try {
            inflater.inflate(out.clear());
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage());
        } finally {
            out.flip();
        }
        if (inflater.needsDictionary()) {
            throw new ZipException("it needs a dictionary, which DICOM files have not");
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        packed.close();
    }
}
