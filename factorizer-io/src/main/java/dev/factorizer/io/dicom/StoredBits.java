package dev.factorizer.io.dicom;

/**
 * Which bits of a sample are its value: other bits may hold anything, as old files keep overlays there.
 *
 * @param left by how much an int is shifted to the left first, so that the highest bit of the value is its highest
 * @param right by how much it is shifted to the right then
 * @param isSigned whether that copies the sign
 */
record StoredBits(int left, int right, boolean isSigned) {
    static StoredBits of(PixelFormat format) {
        return new StoredBits(31 - format.highBit(), 32 - format.bitsStored(), format.isSigned());
    }

    /** The lowest bits of a sample. */
    static StoredBits lowest(int bits, boolean isSigned) {
        return new StoredBits(32 - bits, 32 - bits, isSigned);
    }

    double value(int sample) {
        int shifted = sample << left;
        return isSigned ? shifted >> right : Integer.toUnsignedLong(shifted >>> right);
    }
}
