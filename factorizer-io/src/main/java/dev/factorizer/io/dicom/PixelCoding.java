package dev.factorizer.io.dicom;

/** How the pixels of a file are encoded. */
public enum PixelCoding {
    /** As they are. */
    NATIVE,
    /** As they are, in a data set that is deflated as a whole. */
    DEFLATED,
    /** Runs of equal bytes, byte plane by byte plane. */
    RLE,
    /** JPEG: lossy of 8 bits, or without loss. */
    JPEG,
    /** JPEG 2000, with and without loss. */
    JPEG_2000,
    /** In a way that is not read here. */
    UNREAD
}
