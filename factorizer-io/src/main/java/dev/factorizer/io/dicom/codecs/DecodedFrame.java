package dev.factorizer.io.dicom.codecs;

/**
 * The samples of a frame.
 *
 * @param samples (rows, columns, samples), the last index fastest; only the lower bits mean something
 * @param bits how many lower bits a sample has in the codestream
 */
public record DecodedFrame(int[] samples, int bits) { }
