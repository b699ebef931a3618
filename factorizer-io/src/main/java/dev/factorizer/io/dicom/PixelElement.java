package dev.factorizer.io.dicom;

/**
 * Where the pixels of a file are.
 *
 * @param tag of which kind they are
 * @param position where they begin, counted in the data set if that is compressed as a whole
 * @param length in bytes; -1 if they are in fragments
 */
record PixelElement(Tag tag, long position, long length) {
    boolean isFragmented() {
        return length < 0;
    }
}
