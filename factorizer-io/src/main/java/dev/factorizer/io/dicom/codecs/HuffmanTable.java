package dev.factorizer.io.dicom.codecs;

import java.util.Arrays;

/** A Huffman table of JPEG (ITU-T T.81, annex C): what sixteen bits begin with. */
final class HuffmanTable {
    static final int LONGEST = 16;

    /** For each sixteen bits, the value above and the length of its code in the lower five bits; 0 if there is no such code. */
    private final short[] found = new short[1 << LONGEST];
    private final int end;

    /**
     * @param stream sixteen numbers of codes, from one bit to sixteen, and then their values
     * @param at where they begin
     * @param end where the segment ends
     */
    HuffmanTable(byte[] stream, int at, int end) throws UndecodableFrameException {
        int value = at + LONGEST;
        if (value > end) {
            throw new UndecodableFrameException("has a Huffman table that ends before its values");
        }
        int next = 0;
        for (int length = 1; length <= LONGEST; length++) {
            int width = 1 << LONGEST - length;
            for (int count = stream[at + length - 1] & 0xff; count > 0; count--) {
                if (value >= end || next + width > found.length) {
                    throw new UndecodableFrameException("has a Huffman table with more codes than there can be");
                }
                short entry = (short) ((stream[value++] & 0xff) << 5 | length);
                Arrays.fill(found, next, next + width, entry);
                next += width;
            }
        }
        this.end = value;
    }

    /** Where the table ended. */
    int end() {
        return end;
    }

    /** The length of the code that sixteen bits begin with; 0 if none does. */
    int length(int bits) {
        return found[bits] & 31;
    }

    /** The value of that code. */
    int value(int bits) {
        return found[bits] >> 5 & 0xff;
    }
}
