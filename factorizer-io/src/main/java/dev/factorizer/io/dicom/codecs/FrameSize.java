package dev.factorizer.io.dicom.codecs;

/**
 * What the data set says about a frame.
 *
 * @param rows height
 * @param columns width
 * @param samples values of a pixel
 * @param bitsAllocated bits that a value takes: 8, 16 or 32
 */
public record FrameSize(int rows, int columns, int samples, int bitsAllocated) {
    int pixels() {
        return rows * columns;
    }

    int values() {
        return rows * columns * samples;
    }

    /** Refuses a frame of another size. */
    void require(int foundRows, int foundColumns, int foundSamples, int foundBits) throws UndecodableFrameException {
        if (foundRows != rows || foundColumns != columns || foundSamples != samples) {
            throw new UndecodableFrameException("has " + foundColumns + "×" + foundRows + "×" + foundSamples
                    + " values, expected " + columns + "×" + rows + "×" + samples);
        }
        if (foundBits < 1 || foundBits > bitsAllocated) {
            throw new UndecodableFrameException("has values of " + foundBits + " bits, expected at most " + bitsAllocated
                    + ", the number of bits allocated");
        }
    }

    /** Refuses a frame that claims more values than so few bytes can hold, before memory is allocated for them. */
    void requireBytes(long found, long mostValues) throws UndecodableFrameException {
        if (values() > mostValues) {
            throw new UndecodableFrameException("has " + found + " bytes, too few for " + columns + "×" + rows + "×" + samples
                    + " values; it was probably cut off");
        }
    }
}
