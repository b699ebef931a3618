package dev.factorizer.io.dicom;

import dev.factorizer.io.files.InflatedInput;
import dev.factorizer.io.files.MalformedFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** The bytes of a data set from front to back, and where they are read. */
final class DicomInput {
    private static final int BUFFER = 1 << 13;
    /** Empty images of this size become so small; of more, only what is meant to fill a machine does. */
    private static final long PLAUSIBLE = 256L << 20;
    private static final long MOST_PLAUSIBLE_RATIO = 200;
    private static final long MOST_SKIPPED = 1 << 20;

    private final Path file;
    private final BufferedInputStream in;
    private final long most;
    private final LongSupplier packed;
    private long position;

    /**
     * @param most how many bytes there can be at most
     */
    DicomInput(Path file, InputStream in, long most) {
        this(file, in, most, () -> Long.MAX_VALUE);
    }

    private DicomInput(Path file, InputStream in, long most, LongSupplier packed) {
        this.file = file;
        this.in = new BufferedInputStream(in, BUFFER);
        this.most = most;
        this.packed = packed;
    }

    /** The deflated part of a file. */
    static DicomInput deflated(Path file, InputStream source, long most) {
        InflatedInput inflated = InflatedInput.deflated(source);
        return new DicomInput(file, inflated, most, inflated::packedBytes);
    }

    long position() {
        return position;
    }

    /** How many bytes can follow at most. */
    long left() {
        return most - position;
    }

    InputStream stream() {
        return in;
    }

    private void advance(long count) throws MalformedFileException {
        position += count;
        if (position > most) {
            throw new MalformedFileException(file, "unpacks to more than " + most + " bytes, expected less; no scanner writes such"
                    + " files");
        }
        if (position > PLAUSIBLE && position / MOST_PLAUSIBLE_RATIO > packed.getAsLong()) {
            throw new MalformedFileException(file, "unpacks to more than " + MOST_PLAUSIBLE_RATIO + " times its size, " + position
                    + " bytes and more, expected less; no scanner writes such files");
        }
    }

    /** The next bytes, fewer at the end, without moving on. */
    byte[] peek(int count) throws IOException {
        in.mark(count);
        byte[] bytes = in.readNBytes(count);
        in.reset();
        return bytes;
    }

    boolean isAtEnd() throws IOException {
        return peek(1).length == 0;
    }

    int unsignedByte() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw ended();
        }
        advance(1);
        return value;
    }

    int unsignedShort(ByteOrder order) throws IOException {
        int first = unsignedByte();
        int second = unsignedByte();
        return order == ByteOrder.BIG_ENDIAN ? first << 8 | second : second << 8 | first;
    }

    long unsignedInt(ByteOrder order) throws IOException {
        long first = unsignedShort(order);
        long second = unsignedShort(order);
        return order == ByteOrder.BIG_ENDIAN ? first << 16 | second : second << 16 | first;
    }

    /** Grows with what is there: a length alone allocates nothing. */
    byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        advance(bytes.length);
        if (bytes.length < count) {
            throw ended();
        }
        return bytes;
    }

    void skip(long count) throws IOException {
        for (long left = count; left > 0;) {
            // In pieces, between which is looked at how much was unpacked.
            long skipped = in.skip(Math.min(left, MOST_SKIPPED));
            if (skipped == 0) {
                unsignedByte();
                skipped = 1;
            } else {
                advance(skipped);
            }
            left -= skipped;
        }
    }

    private MalformedFileException ended() {
        return new MalformedFileException(file, "ends at byte " + position + ", in the middle of its data set; it was probably"
                + " cut off; copy it again");
    }
}
