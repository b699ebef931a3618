package dev.factorizer.models.curves;

import java.io.IOException;
import java.nio.file.Path;

/** What draws the curves of a training into a picture, such as a library of charts that a program has. */
@FunctionalInterface
public interface CurveDrawing {
    /**
     * Draws curves.
     *
     * @param curves what to draw
     * @param file a PNG file, written whole or not at all
     * @throws IOException if it can't be written
     */
    void write(TrainingCurves curves, Path file) throws IOException;
}
