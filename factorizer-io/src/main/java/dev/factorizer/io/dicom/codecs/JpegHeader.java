package dev.factorizer.io.dicom.codecs;

import java.nio.ByteBuffer;

/**
 * What a JPEG codestream says about its frame (ITU-T T.81, section B.2.2).
 *
 * @param process the number of its marker: 0 baseline, 1 extended, 3 lossless
 * @param bits of a sample
 * @param rows height
 * @param columns width
 * @param samples number of components
 */
record JpegHeader(int process, int bits, int rows, int columns, int samples) {
    private static final int START_OF_FRAME = 0xc0;
    private static final int HUFFMAN_TABLES = 0xc4;
    private static final int EXTENSION = 0xc8;
    private static final int ARITHMETIC_CONDITIONING = 0xcc;
    private static final int LAST_FRAME = 0xcf;
    private static final int START_OF_SCAN = 0xda;
    private static final int JPEG_LS = 0xf7;

    static JpegHeader of(byte[] stream) throws UndecodableFrameException {
        if (stream.length < 4 || (stream[0] & 0xff) != 0xff || (stream[1] & 0xff) != 0xd8) {
            throw new UndecodableFrameException("doesn't begin as JPEG does");
        }
        ByteBuffer bytes = ByteBuffer.wrap(stream);
        int at = 2;
        while (at + 4 <= stream.length) {
            int marker = stream[at + 1] & 0xff;
            if ((stream[at] & 0xff) != 0xff) {
                throw new UndecodableFrameException("has no marker at byte " + at + ", where one is expected");
            }
            if (marker == 0xff) {
                at++;
                continue;
            }
            if (marker == JPEG_LS) {
                throw new UndecodableFrameException("is JPEG-LS, which isn't read; convert it, for example with gdcmconv --raw");
            }
            int length = bytes.getShort(at + 2) & 0xffff;
            if (length < 2 || at + 2 + length > stream.length) {
                throw new UndecodableFrameException("has a segment of " + length + " bytes at byte " + at + ", expected less");
            }
            if (marker >= START_OF_FRAME && marker <= LAST_FRAME && marker != HUFFMAN_TABLES && marker != EXTENSION
                    && marker != ARITHMETIC_CONDITIONING && length >= 8) {
                return new JpegHeader(marker - START_OF_FRAME, stream[at + 4] & 0xff, bytes.getShort(at + 5) & 0xffff,
                        bytes.getShort(at + 7) & 0xffff, stream[at + 9] & 0xff);
            }
            if (marker == START_OF_SCAN) {
                break;
            }
            at += 2 + length;
        }
        throw new UndecodableFrameException("has no frame header");
    }
}
