package dev.factorizer.io.images;

import dev.factorizer.io.dicom.series.DicomCollection;
import dev.factorizer.io.files.FileFormat;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.metaimage.MetaImageFile;
import dev.factorizer.io.nrrd.NrrdFile;
import dev.factorizer.io.numpy.NumpyArchive;
import dev.factorizer.io.numpy.NumpyFile;
import dev.factorizer.io.pictures.PictureFile;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeOutline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The formats that volumes are read from. The first that fits reads a file, so what fits all is last. */
enum ImageFormat {
    /** Of Teem and 3D Slicer. */
    NRRD(start -> start.is(FileFormat.NRRD), NrrdFile::read, NrrdFile::outline),
    /** Of ITK. */
    META_IMAGE(start -> start.is(FileFormat.META_IMAGE), MetaImageFile::read, MetaImageFile::outline),
    /** An array of NumPy. */
    NUMPY(start -> start.is(FileFormat.NUMPY), NumpyFile::read, NumpyFile::outline),
    /** Several arrays, or one compressed. */
    NUMPY_ARCHIVE(start -> start.firstEntry().endsWith(".npy"), NumpyArchive::read, NumpyArchive::outline),
    /** A picture of two axes: PNG, JPEG, TIFF, BMP. */
    PICTURE(start -> start.is(FileFormat.PNG) || start.is(FileFormat.JPEG) || start.is(FileFormat.TIFF) || start.is(FileFormat.BMP),
            PictureFile::read, PictureFile::outline),
    /** As scanners write it: a folder, an archive or a file. */
    DICOM(ImageStart::isDicom, ImageFormat::onlySeries, path -> outline(onlySeries(path))),
    /** Whatever is nothing else: its reader says what a file is that is no image. */
    NIFTI(start -> true, NiftiVolumes::read, NiftiVolumes::outline);

    /** Reads a file of one format. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(Path file) throws IOException;
    }

    private static final String READ = "an image (NIfTI, DICOM, NRRD, MetaImage or NumPy)";

    private final Predicate<ImageStart> test;
    private final Reader<Volume> reader;
    private final Reader<VolumeOutline> outliner;

    ImageFormat(Predicate<ImageStart> test, Reader<Volume> reader, Reader<VolumeOutline> outliner) {
        this.test = test;
        this.reader = reader;
        this.outliner = outliner;
    }

    /**
     * Recognizes an image by its content.
     *
     * @param start its beginning
     * @return its format
     * @throws MalformedFileException if it is of a known format that has no image, or none that is read here
     */
    static ImageFormat of(ImageStart start) throws MalformedFileException {
        ImageFormat found = Stream.of(values()).filter(format -> format.test.test(start)).findFirst().orElseThrow();
        FileFormat content = FileFormat.of(start.content()).orElse(FileFormat.NIFTI);
        // What is gzip data twice is known to the reader.
        if (found == NIFTI && !isHalfOfPair(start.path()) && content != FileFormat.NIFTI && content != FileFormat.GZIP) {
            throw new MalformedFileException(start.path(), start.is(FileFormat.GZIP) ? "holds, compressed, " + content.description()
                    + ", expected " + READ + "; " + content.advice() : content.insteadOf(READ));
        }
        return found;
    }

    /** The voxels of a pair may look like anything. */
    private static boolean isHalfOfPair(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".img") || name.endsWith(".img.gz");
    }

    Volume read(Path path) throws IOException {
        return reader.read(path);
    }

    /** Without the voxels, where the header says all. */
    VolumeOutline outline(Path path) throws IOException {
        return outliner.read(path);
    }

    private static Volume onlySeries(Path path) throws IOException {
        return DicomCollection.of(path).only().read();
    }

    private static VolumeOutline outline(Volume volume) {
        return new VolumeOutline(volume.frame(), volume.channels());
    }
}
