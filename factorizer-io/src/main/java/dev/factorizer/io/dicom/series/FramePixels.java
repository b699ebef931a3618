package dev.factorizer.io.dicom.series;

import dev.factorizer.io.dicom.DicomFile;
import dev.factorizer.io.dicom.DicomFrames;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The values of a file's slices. A frame is decoded once for the slices that follow one another in it, as those of a mosaic do. */
final class FramePixels {
    private final DicomFile file;
    private final DicomFrames frames;
    private @Nullable Decoded last;

    private record Decoded(int frame, double[] stored, StoredValues values) { }

    /**
     * Nothing is decoded yet.
     *
     * @param file the file
     * @param frames its frames
     */
    FramePixels(DicomFile file, DicomFrames frames) {
        this.file = file;
        this.frames = frames;
    }

    /**
     * One slice.
     *
     * @param slice a slice of this file
     * @param sample which value of each pixel: of a color, 0 to 2
     * @return values row by row
     * @throws MalformedFileException if the frame can't be decoded, or a value is beyond single precision
     * @throws IOException if the disk fails
     */
    float[] of(Slice slice, int sample) throws IOException {
        Slice.Tile tile = slice.place().tile();
        int columns = slice.size().columns();
        int rows = slice.size().rows();
        int samples = slice.size().samples();
        int stride = tile == null ? columns : tile.stride();
        if (frames.columns() != stride || frames.samplesPerPixel() != samples || frames.count() != slice.place().frames()
                || frames.rows() < (tile == null ? rows : tile.row() + rows)) {
            throw new MalformedFileException(file.name(), "has other sizes than when it was looked through; run again");
        }
        Decoded decoded = decoded(slice.place().frame());
        double[] stored = decoded.stored();
        StoredValues values = decoded.values();
        int start = tile == null ? 0 : tile.row() * stride + tile.column();
        float[] plane = new float[columns * rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double one = stored[(start + row * stride + column) * samples + sample];
                float value = values.of(one);
                if (Float.isInfinite(value) && Double.isFinite(one)) {
                    throw new MalformedFileException(file.name(), "pixel (" + column + ", " + row + ") is stored as " + one
                            + " with RescaleSlope " + values.slope() + ", expected values of at most " + Float.MAX_VALUE
                            + ", the largest of single precision");
                }
                plane[row * columns + column] = value;
            }
        }
        return plane;
    }

    private Decoded decoded(int wanted) throws IOException {
        if (last == null || last.frame() != wanted) {
            last = new Decoded(wanted, frames.frame(wanted), FrameAttributes.of(file.name(), file.dataset(), wanted).values());
        }
        return last;
    }
}
