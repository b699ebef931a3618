package dev.factorizer.io.weights;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads a pickle's numbers, texts and lines; each length is checked against the bytes that are there. */
final class PickleBytes {
    private static final int LONGEST_PICKLE = 64 << 20;
    /** The magic number of legacy files has 10 bytes; printing a number of millions would take minutes. */
    private static final int LONGEST_NUMBER = 256;
    private static final int MOST_DIGITS = 600;
    private static final int LONGEST_LINE = 1 << 16;

    private final byte[] bytes;
    private final int start;
    private int at;

    PickleBytes(byte[] bytes, int start) {
        this.bytes = bytes;
        this.start = start;
        this.at = start;
    }

    /** The same bytes from here on. */
    PickleBytes rest() {
        return new PickleBytes(bytes, at);
    }

    int position() {
        return at;
    }

    int read() {
        return at - start;
    }

    int unsigned() {
        if (at >= bytes.length) {
            throw new PickleException("pickle ends in the middle, at byte " + at + "; the file is cut off");
        }
        return bytes[at++] & 0xFF;
    }

    private int length(long count) {
        if (count < 0 || count > bytes.length - at) {
            throw new PickleException("pickle declares " + Long.toUnsignedString(count) + " bytes at byte " + at
                    + ", but only " + (bytes.length - at) + " are left; the file is damaged or cut off");
        }
        if (count > LONGEST_PICKLE - read()) {
            throw new PickleException("pickle has more than " + LONGEST_PICKLE + " bytes, expected a state dict");
        }
        return (int) count;
    }

    ByteBuffer little(int count) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, at, length(count)).order(ByteOrder.LITTLE_ENDIAN);
        at += count;
        return buffer;
    }

    long unsignedInt() {
        return Integer.toUnsignedLong(little(4).getInt());
    }

    void skip(long count) {
        at += length(count);
    }

    /** A frame only says how many bytes follow. */
    void frame() {
        length(little(8).getLong());
    }

    String text(long count) {
        int from = at;
        skip(count);
        return new String(bytes, from, at - from, StandardCharsets.UTF_8);
    }

    Number integer(long count) {
        int from = at;
        if (count > LONGEST_NUMBER) {
            throw new PickleException("pickle has a number of " + count + " bytes, expected at most " + LONGEST_NUMBER);
        }
        skip(count);
        if (count == 0) {
            return 0L;
        }
        byte[] big = new byte[at - from];
        for (int i = 0; i < big.length; i++) {
            big[i] = bytes[at - 1 - i];
        }
        return narrowed(new BigInteger(big));
    }

    private static Number narrowed(BigInteger number) {
        return number.bitLength() < 64 ? (Number) number.longValue() : number;
    }

    String line() {
        int from = at;
        while (unsigned() != '\n') {
            if (at - from > LONGEST_LINE) {
                throw new PickleException("pickle has a line of more than " + LONGEST_LINE + " bytes");
            }
        }
        return new String(bytes, from, at - 1 - from, StandardCharsets.UTF_8);
    }

    /** A line with the number of a remembered object. */
    long indexLine() {
        String text = line();
        if (decimal(text) instanceof Long number) {
            return number;
        }
        throw new PickleException("pickle remembers something under \"" + Brief.of(text) + "\", expected a number");
    }

    Object decimalLine() {
        return decimal(line());
    }

    Object longLine() {
        return decimal(line().replace("L", ""));
    }

    private static Object decimal(String text) {
        if (text.equals("01") || text.equals("00")) {
            return text.equals("01");
        }
        String digits = text.strip();
        try {
            if (digits.length() <= MOST_DIGITS) {
                return narrowed(new BigInteger(digits));
            }
        } catch (NumberFormatException e) {
            throw new PickleException("pickle has the number \"" + Brief.of(text) + "\", expected a whole one");
        }
        throw new PickleException("pickle has the number \"" + Brief.of(text) + "\", expected one of at most " + MOST_DIGITS
                + " digits");
    }

    Double realLine() {
        String text = line();
        try {
            return Double.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new PickleException("pickle has the number \"" + Brief.of(text) + "\", expected digits");
        }
    }

    String quotedLine() {
        String text = line();
        if (text.length() < 2 || text.charAt(0) != text.charAt(text.length() - 1)) {
            throw new PickleException("pickle has text without quotes");
        }
        return text.substring(1, text.length() - 1);
    }
}
