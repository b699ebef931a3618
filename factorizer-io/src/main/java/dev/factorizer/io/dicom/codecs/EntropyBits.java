package dev.factorizer.io.dicom.codecs;

/** The bits between two markers of a JPEG codestream (ITU-T T.81, section F.2.2.5). */
final class EntropyBits {
    private final byte[] stream;
    private int at;
    /** The bits that were taken from the stream and not yet used, in the lowest places. */
    private long held;
    private int count;
    /** How many of them are behind the end. */
    private int behindEnd;

    EntropyBits(byte[] stream, int at) {
        this.stream = stream;
        this.at = at;
    }

    /** The value of the next code. */
    int next(HuffmanTable table) throws UndecodableFrameException {
        while (count < HuffmanTable.LONGEST) {
            fill();
        }
        int bits = (int) (held >> count - HuffmanTable.LONGEST) & 0xffff;
        int length = table.length(bits);
        if (length == 0) {
            throw new UndecodableFrameException("has a code that is not in its Huffman table; it is damaged");
        }
        use(length);
        return table.value(bits);
    }

    /** The next bits as a number, at most sixteen. */
    int next(int bits) throws UndecodableFrameException {
        while (count < bits) {
            fill();
        }
        int value = (int) (held >> count - bits) & (1 << bits) - 1;
        use(bits);
        return value;
    }

    private void use(int bits) throws UndecodableFrameException {
        count -= bits;
        if (count < behindEnd) {
            throw new UndecodableFrameException("ends before its last value; it was probably cut off");
        }
    }

    private void fill() {
        int next = at < stream.length ? stream[at] & 0xff : 0xff;
        int after = at + 1 < stream.length ? stream[at + 1] & 0xff : 0xff;
        if (next == 0xff && after != 0) {
            // A marker, or the end.
            behindEnd += 8;
            next = 0;
        } else {
            at += next == 0xff ? 2 : 1;
        }
        held = held << 8 | next;
        count += 8;
    }

    /** Goes to the next marker and returns where its second byte is; what is left of the bits before it is dropped. */
    int marker() throws UndecodableFrameException {
        held = 0;
        count = 0;
        behindEnd = 0;
        for (; at + 1 < stream.length; at++) {
            int second = stream[at + 1] & 0xff;
            if ((stream[at] & 0xff) == 0xff && second != 0 && second != 0xff) {
                at += 2;
                return at - 1;
            }
        }
        throw new UndecodableFrameException("ends without a marker; it was probably cut off");
    }
}
