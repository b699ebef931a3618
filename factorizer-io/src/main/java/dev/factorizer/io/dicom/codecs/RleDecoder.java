package dev.factorizer.io.dicom.codecs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Runs of equal bytes (DICOM PS3.5, annex G): one segment for each byte of each sample, the highest byte first, each packed as
 * by PackBits.
 */
public final class RleDecoder implements FrameDecoder {
    private static final int HEADER = 64;
    private static final int MOST_SEGMENTS = 15;
    /** Two bytes become 128. */
    private static final int MOST_RATIO = 64;

    /** A decoder without settings. */
    public RleDecoder() { }

    @Override
    public DecodedFrame decode(byte[] compressed, FrameSize size) throws UndecodableFrameException {
        int bytes = size.bitsAllocated() / 8;
        int expected = size.samples() * bytes;
        if (compressed.length < HEADER) {
            throw new UndecodableFrameException("has " + compressed.length + " bytes, expected a header of " + HEADER);
        }
        ByteBuffer header = ByteBuffer.wrap(compressed).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(0) != expected || expected > MOST_SEGMENTS) {
            throw new UndecodableFrameException("has " + Integer.toUnsignedString(header.getInt(0)) + " segments, expected "
                    + expected + " for " + size.samples() + " samples of " + bytes + " bytes");
        }
        size.requireBytes(compressed.length, (long) MOST_RATIO * compressed.length);
        int[] samples = new int[size.values()];
        for (int segment = 0; segment < expected; segment++) {
            long begin = Integer.toUnsignedLong(header.getInt(4 + 4 * segment));
            long end = segment + 1 < expected ? Integer.toUnsignedLong(header.getInt(8 + 4 * segment)) : compressed.length;
            if (begin < HEADER || begin > end || end > compressed.length) {
                throw new UndecodableFrameException("has segment " + (segment + 1) + " from byte " + begin + " to " + end
                        + ", expected a place between " + HEADER + " and " + compressed.length);
            }
            unpack(compressed, (int) begin, (int) end, samples, segment / bytes, size,
                    8 * (bytes - 1 - segment % bytes));
        }
        return new DecodedFrame(samples, size.bitsAllocated());
    }

    private static void unpack(byte[] packed, int begin, int end, int[] samples, int sample, FrameSize size, int shift)
            throws UndecodableFrameException {
        int step = size.samples();
        int pixels = size.pixels();
        int pixel = 0;
        int at = begin;
        while (pixel < pixels && at < end) {
            int control = packed[at++];
            if (control >= 0) {
                int count = Math.min(Math.min(control + 1, end - at), pixels - pixel);
                for (int i = 0; i < count; i++) {
                    samples[pixel++ * step + sample] |= (packed[at++] & 0xff) << shift;
                }
            } else if (control != Byte.MIN_VALUE && at < end) {
                int value = (packed[at++] & 0xff) << shift;
                for (int count = Math.min(1 - control, pixels - pixel); count > 0; count--) {
                    samples[pixel++ * step + sample] |= value;
                }
            }
        }
        if (pixel < pixels) {
            throw new UndecodableFrameException("has a segment that ends after " + pixel + " of " + pixels + " bytes");
        }
    }
}
