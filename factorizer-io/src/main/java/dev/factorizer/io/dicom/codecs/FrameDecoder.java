package dev.factorizer.io.dicom.codecs;

/** Decodes frames of one kind. */
public interface FrameDecoder {
    /**
     * Decodes a frame.
     *
     * @param compressed its bytes
     * @param size what it must be
     * @return its samples
     * @throws UndecodableFrameException if it is damaged, of another size, or uses what isn't supported
     */
    DecodedFrame decode(byte[] compressed, FrameSize size) throws UndecodableFrameException;
}
