package dev.factorizer.io.dicom.codecs;

import java.nio.ByteBuffer;

/**
 * The order of markers in a codestream of JPEG 2000 (ITU-T T.800, annex A). In compressed data no byte above 8F follows FF; a decoder
 * that finds one there, or packet headers that are packed together and end too early, reads ones for ever.
 */
final class CodestreamMarkers {
    private static final int START = 0xff4f;
    private static final int TILE = 0xff90;
    private static final int START_OF_PACKET = 0xff91;
    private static final int END_OF_PACKET_HEADER = 0xff92;
    private static final int DATA = 0xff93;
    private static final int END = 0xffd9;
    private static final int PACKED_HEADERS = 0xff60;
    private static final int PACKED_HEADERS_OF_TILE = 0xff61;
    private static final int LARGEST_AFTER_FF = 0x8f;

    private final ByteBuffer bytes;

    private CodestreamMarkers(byte[] stream) {
        bytes = ByteBuffer.wrap(stream);
    }

    /** Refuses a codestream in which a marker stands where none may be, or none where one must be. */
    static void require(byte[] stream) throws UndecodableFrameException {
        CodestreamMarkers markers = new CodestreamMarkers(stream);
        markers.bytes.getShort();
        int next = markers.header(TILE);
        while (next == TILE) {
            next = markers.tile();
        }
        if (next != END) {
            throw markers.damaged();
        }
    }

    /** Segments with lengths, up to a marker. */
    private int header(int last) throws UndecodableFrameException {
        int marker = marker();
        while (marker != last) {
            if (marker == PACKED_HEADERS || marker == PACKED_HEADERS_OF_TILE) {
                throw new UndecodableFrameException("has packed packet headers, which can't be read; convert it, for example with"
                        + " gdcmconv --raw");
            }
            if (marker < START || marker == START || marker == DATA || marker == END || marker == TILE) {
                throw damaged();
            }
            skip(unsigned() - 2);
            marker = marker();
        }
        return marker;
    }

    /** A part of a tile behind its marker, and what marker follows it. */
    private int tile() throws UndecodableFrameException {
        int start = bytes.position() - 2;
        skip(4);
        long length = bytes.remaining() < 4 ? -1 : Integer.toUnsignedLong(bytes.getInt());
        skip(2);
        header(DATA);
        // A length of 0 is that of the last part, which ends with the codestream.
        long end = length == 0 ? end() : start + length;
        if (end < bytes.position() || end > bytes.limit()) {
            throw damaged();
        }
        while (bytes.position() < end - 1) {
            if (bytes.get() == (byte) 0xff) {
                int after = bytes.get(bytes.position()) & 0xff;
                int marker = 0xff00 | after;
                if (after > LARGEST_AFTER_FF && marker != START_OF_PACKET && marker != END_OF_PACKET_HEADER) {
                    throw damaged();
                }
            }
        }
        bytes.position((int) end);
        return marker();
    }

    /** Where the last marker begins; zeros may follow it. */
    private int end() {
        int end = bytes.limit();
        while (end > 0 && bytes.get(end - 1) == 0) {
            end--;
        }
        return end - 2;
    }

    private int marker() throws UndecodableFrameException {
        int marker = unsigned();
        if (marker < 0xff00) {
            throw damaged();
        }
        return marker;
    }

    private int unsigned() throws UndecodableFrameException {
        if (bytes.remaining() < 2) {
            throw damaged();
        }
        return bytes.getShort() & 0xffff;
    }

    private void skip(int length) throws UndecodableFrameException {
        if (length < 0 || length > bytes.remaining()) {
            throw damaged();
        }
        bytes.position(bytes.position() + length);
    }

    private UndecodableFrameException damaged() {
        return new UndecodableFrameException("has its markers in no order of JPEG 2000 near byte " + bytes.position() + "; it is damaged");
    }
}
