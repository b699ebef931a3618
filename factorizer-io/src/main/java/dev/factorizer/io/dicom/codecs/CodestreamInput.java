package dev.factorizer.io.dicom.codecs;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A codestream in memory. Decoders that take the end for more bytes would read on forever, so reading at the end throws what
 * they don't catch; and so does reading it again and again.
 */
final class CodestreamInput extends ImageInputStreamImpl {
    private static final int MOST_TIMES = 64;

    private final byte[] bytes;
    private final boolean endIsAnError;
    private long reads;

    /** The end was read past, or the same bytes too often. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted(String problem) {
            super(problem, null, false, false);
        }
    }

    CodestreamInput(byte[] bytes, boolean endIsAnError) {
        this.bytes = bytes;
        this.endIsAnError = endIsAnError;
    }

    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return end();
        }
        count(1);
        return bytes[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= bytes.length) {
            return end();
        }
        int taken = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, taken);
        streamPos += taken;
        count(taken);
        return taken;
    }

    private int end() {
        if (endIsAnError) {
            throw new Exhausted("ends before its last value; it was probably cut off");
        }
        count(1);
        return -1;
    }

    private void count(int taken) {
        reads += taken;
        if (reads > (long) MOST_TIMES * (bytes.length + 1024)) {
            throw new Exhausted("is read again and again without an end; it is damaged");
        }
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
