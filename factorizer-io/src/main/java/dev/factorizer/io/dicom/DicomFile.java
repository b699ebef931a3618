package dev.factorizer.io.dicom;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.files.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DICOM file (PS3.10), read up to its pixels, which are read by {@link #frames()}; so thousands of files can be looked through
 * before the pixels of any is read. Its memory is that of the elements that {@link Tag} names.
 */
public final class DicomFile {
    private final Path name;
    private final TransferSyntax transferSyntax;
    private final DicomDataset dataset;
    private final @Nullable PixelRegion pixels;
    private final List<String> warnings;

    DicomFile(Path name, TransferSyntax transferSyntax, DicomDataset dataset, @Nullable PixelRegion pixels, List<String> warnings) {
        this.name = name;
        this.transferSyntax = transferSyntax;
        this.dataset = dataset;
        this.pixels = pixels;
        this.warnings = warnings.stream().map(warning -> Printable.of(name + ": " + warning)).toList();
    }

    /**
     * Reads a file, also one that is gzipped, up to its pixels.
     *
     * @param file the file
     * @return what it says
     * @throws MalformedFileException if it is no DICOM file, is damaged, or is deeper or larger than any scanner writes
     * @throws IOException if the disk fails
     */
    public static DicomFile read(Path file) throws IOException {
        return new DicomReader(new DicomContent(file, null)).read();
    }

    /**
     * Reads a file that is in memory, such as an entry of an archive.
     *
     * @param name what to call it in messages
     * @param bytes its content, not copied
     * @return what it says
     * @throws MalformedFileException if it is no DICOM file, is damaged, or is deeper or larger than any scanner writes
     * @throws IOException never otherwise
     */
    public static DicomFile read(Path name, byte[] bytes) throws IOException {
        return new DicomReader(new DicomContent(name, bytes)).read();
    }

    /**
     * Whether a file is a DICOM file by its first bytes.
     *
     * @param start 132 bytes, or all if there are fewer, unpacked if the file is gzipped
     * @return whether it has the preamble of PS3.10, or begins with an element as older files do
     */
    public static boolean isDicom(byte[] start) {
        return DicomStart.isDicom(start);
    }

    /** {@return its name for messages} */
    public Path name() {
        return name;
    }

    /** {@return how it is encoded} */
    public TransferSyntax transferSyntax() {
        return transferSyntax;
    }

    /** {@return its elements, without pixels} */
    public DicomDataset dataset() {
        return dataset;
    }

    /** {@return whether it has pixels} */
    public boolean hasPixels() {
        return pixels != null;
    }

    /**
     * The frames. The file must still be where it was.
     *
     * @return its images, of which each is read when it is asked for
     * @throws MalformedFileException if it has no pixels, sizes that it can't hold, or pixels of a kind that isn't read here
     * @throws IOException if the disk fails
     */
    public DicomFrames frames() throws IOException {
        if (pixels == null) {
            throw new MalformedFileException(name, "has no pixels, expected an image");
        }
        return DicomFrames.of(this, pixels);
    }

    /** {@return what violates the standard and how it was read, in sentences that name the file} */
    public List<String> warnings() {
        return warnings;
    }
}
