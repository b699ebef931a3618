package dev.factorizer.io.dicom.codecs;

/** The marker at the end of JPEG and of JPEG 2000: libraries fill up a frame that was cut off, and say nothing. */
final class CodestreamEnd {
    private CodestreamEnd() { }

    static void require(byte[] stream) throws UndecodableFrameException {
        int end = stream.length;
        // Fragments are padded to an even length, and by some programs further.
        while (end > 0 && stream[end - 1] == 0) {
            end--;
        }
        if (end < 2 || stream[end - 2] != (byte) 0xff || stream[end - 1] != (byte) 0xd9) {
            throw new UndecodableFrameException("has no end marker; it was probably cut off");
        }
    }
}
