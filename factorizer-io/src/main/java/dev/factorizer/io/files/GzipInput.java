package dev.factorizer.io.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks a gzip file of any number of members and checks the sum and length of each. Unlike Java's own stream it goes from
 * member to member in a loop, so that thousands of empty ones are no deep recursion, and it says whether other bytes follow.
 * Its buffers are direct: arrays of the heap may be moved while they are inflated (JDK-8377811).
 */
public final class GzipInput extends InputStream {
    private static final int BUFFER = 1 << 16;
    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;
    private static final int DEFLATED = 8;
    private static final int HEADER_SUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final SeekableByteChannel channel;
    private final ByteBuffer packed = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private final ByteBuffer unpacked = ByteBuffer.allocateDirect(BUFFER).limit(0);
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private final CRC32 headerSum = new CRC32();
    private long length;
    private boolean inMember;
    private boolean ended;
    private boolean trailing;

    /**
     * Unpacks from where a file stands.
     *
     * @param channel the file, at the first byte of its gzip data; closed with the stream
     */
    public GzipInput(SeekableByteChannel channel) {
        this.channel = channel;
    }

    /** Whether a file begins like a gzip file; it stays at its beginning. */
    static boolean isGzip(SeekableByteChannel channel) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(2);
        while (start.hasRemaining() && channel.read(start) >= 0) {
            continue;
        }
        channel.position(0);
        return !start.hasRemaining() && start.get(0) == (byte) FIRST && start.get(1) == (byte) SECOND;
    }

    /** {@return whether something that is no gzip data follows the gzip data; known once all was read} */
    public boolean hasTrailingBytes() {
        return trailing;
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
            if (ended) {
                return -1;
            }
            if (inMember) {
                inflate();
            } else {
                startMember();
            }
        }
        int taken = Math.min(count, unpacked.remaining());
        unpacked.get(target, offset, taken);
        return taken;
    }

    private void inflate() throws IOException {
        if (inflater.needsInput()) {
            if (!refill()) {
                throw new EOFException("the gzip data ends in the middle");
            }
            inflater.setInput(packed);
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
            throw new ZipException("it needs a dictionary, which gzip files have not");
        }
        sum.update(unpacked.duplicate());
        length += unpacked.remaining();
        if (inflater.finished()) {
            endMember();
        }
    }

    private void endMember() throws IOException {
        inMember = false;
        long expectedSum = littleEndian(4);
        long expectedLength = littleEndian(4);
        if (expectedSum != sum.getValue()) {
            throw new ZipException("its check sum (CRC) is not that of its content");
        }
        if (expectedLength != (length & 0xffffffffL)) {
            throw new ZipException("it says that " + expectedLength + " bytes were packed, found " + length);
        }
    }

    private void startMember() throws IOException {
        int start;
        // Between members there may be zeros: tapes are padded by them.
        do {
            headerSum.reset();
            start = nextOrEnd();
        } while (start == 0);
        if (start < 0) {
            ended = true;
            return;
        }
        if (start != FIRST || nextOrEnd() != SECOND) {
            trailing = true;
            ended = true;
            return;
        }
        readHeader();
        inflater.reset();
        inflater.setInput(packed);
        sum.reset();
        length = 0;
        inMember = true;
    }

    private void readHeader() throws IOException {
        int method = next();
        int flags = next();
        if (method != DEFLATED || (flags & RESERVED) != 0) {
            throw new ZipException("its header has method " + method + " and flags " + flags
                    + ", expected method 8 and flags below 32");
        }
        skipBytes(6);
        if ((flags & EXTRA) != 0) {
            skipBytes(littleEndian(2));
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_SUM) != 0) {
            long expected = headerSum.getValue() & 0xffff;
            if (littleEndian(2) != expected) {
                throw new ZipException("the check sum of its header is not that of the header");
            }
        }
    }

    private void skipBytes(long count) throws IOException {
        for (long i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            continue;
        }
    }

    private long littleEndian(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) next() << 8 * i;
        }
        return value;
    }

    private int next() throws IOException {
        int value = nextOrEnd();
        if (value < 0) {
            throw new EOFException("the gzip data ends in the middle");
        }
        return value;
    }

    private int nextOrEnd() throws IOException {
        if (!packed.hasRemaining() && !refill()) {
            return -1;
        }
        int value = packed.get() & 0xff;
        headerSum.update(value);
        return value;
    }

    private boolean refill() throws IOException {
        packed.clear();
        int read = channel.read(packed);
        packed.flip();
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        channel.close();
    }
}
