package dev.factorizer.io.dicom;

import java.io.IOException;

/** Values of frames, as they are stored. */
@FunctionalInterface
interface FrameSource {
    /**
     * One frame.
     *
     * @param index its number, from 0
     * @return (rows, columns, samples), the last index fastest
     */
    double[] frame(int index) throws IOException;
}
