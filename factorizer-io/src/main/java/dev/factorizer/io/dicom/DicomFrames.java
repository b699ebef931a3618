package dev.factorizer.io.dicom;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.files.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The frames of a DICOM file: images of one size, each decoded when it is asked for. */
public final class DicomFrames {
    private final PixelFormat format;
    private final FrameSource source;
    private final List<String> warnings;

    private DicomFrames(PixelFormat format, FrameSource source, List<String> warnings) {
        this.format = format;
        this.source = source;
        this.warnings = warnings;
    }

    static DicomFrames of(DicomFile file, PixelRegion region) throws IOException {
        TransferSyntax syntax = file.transferSyntax();
        List<String> warnings = new ArrayList<>();
        PixelFormat format = PixelFormat.of(file.name(), file.dataset(), region.element(), syntax.coding(), warnings::add);
        FrameSource source = source(region, format, syntax, file.dataset(), warnings);
        return new DicomFrames(format, source,
                warnings.stream().map(warning -> Printable.of(file.name() + ": " + warning)).toList());
    }

    private static FrameSource source(PixelRegion region, PixelFormat format, TransferSyntax syntax,
            DicomDataset dataset, List<String> warnings) throws IOException {
        if (syntax.coding() == PixelCoding.UNREAD) {
            throw new MalformedFileException(region.file(), "has pixels in the transfer syntax " + syntax.name()
                    + ", which isn't read; convert it, for example with gdcmconv --raw");
        }
        boolean isNative = syntax.coding() == PixelCoding.NATIVE || syntax.coding() == PixelCoding.DEFLATED;
        if (region.element().isFragmented() == isNative) {
            throw new MalformedFileException(region.file(), "has pixels " + (isNative ? "in" : "without")
                    + " fragments, but its transfer syntax is " + syntax.name() + "; the file is damaged");
        }
        if (!isNative) {
            return EncapsulatedFrames.of(region, format, syntax, dataset);
        }
        return NativeFrames.of(region, format, syntax.order(), warnings::add);
    }

    /** {@return how many there are, at least 1} */
    public int count() {
        return format.frames();
    }

    /** {@return the height of a frame} */
    public int rows() {
        return format.rows();
    }

    /** {@return the width of a frame} */
    public int columns() {
        return format.columns();
    }

    /** {@return how many values a pixel has: 1, or 3 for red, green and blue} */
    public int samplesPerPixel() {
        return format.samples();
    }

    /** {@return how many bits of a value are stored} */
    public int bitsStored() {
        return format.bitsStored();
    }

    /** {@return whether values may be negative} */
    public boolean isSigned() {
        return format.isSigned();
    }

    /** {@return what values mean: {@code MONOCHROME1}, {@code MONOCHROME2} or {@code RGB}} */
    public String photometricInterpretation() {
        return format.photometric();
    }

    /**
     * The values of a frame as they are stored: slope and intercept aren't applied.
     *
     * @param index number of the frame, from 0
     * @return (rows, columns, samples), the last index fastest
     * @throws MalformedFileException if it can't be decoded
     * @throws IOException if the disk fails
     */
    public double[] frame(int index) throws IOException {
        if (index < 0 || index >= format.frames()) {
            throw new IllegalArgumentException("frame: " + index + ", expected 0 to " + (format.frames() - 1));
        }
        return source.frame(index);
    }

    /** {@return what violates the standard and how it was read, in sentences that name the file} */
    public List<String> warnings() {
        return warnings;
    }
}
