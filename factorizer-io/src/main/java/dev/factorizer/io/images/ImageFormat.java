package dev.factorizer.io.images;

import dev.factorizer.io.dicom.series.DicomCollection;
import dev.factorizer.io.files.FileFormat;
import dev.factorizer.io.metaimage.MetaImageFile;
import dev.factorizer.io.nrrd.NrrdFile;
import dev.factorizer.io.numpy.NumpyArchive;
import dev.factorizer.io.numpy.NumpyFile;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The formats that volumes are read from. The first that fits reads a file, so what fits all is last. */
enum ImageFormat {
    /** Of Teem and 3D Slicer. */
    NRRD(start -> start.is(FileFormat.NRRD), NrrdFile::read),
    /** Of ITK. */
    META_IMAGE(start -> start.is(FileFormat.META_IMAGE), MetaImageFile::read),
    /** An array of NumPy. */
    NUMPY(start -> start.is(FileFormat.NUMPY), NumpyFile::read),
    /** Several arrays, or one compressed. */
    NUMPY_ARCHIVE(start -> start.firstEntry().endsWith(".npy"), NumpyArchive::read),
    /** As scanners write it: a folder, an archive or a file. */
    DICOM(ImageStart::isDicom, path -> DicomCollection.of(path).only().read()),
    /** Whatever is nothing else: its reader says what a file is that is no image. */
    NIFTI(start -> true, NiftiVolumes::read);

    /** Reads a file of one format. */
    @FunctionalInterface
    private interface Reader {
        Volume read(Path file) throws IOException;
    }

    private final Predicate<ImageStart> test;
    private final Reader reader;

    ImageFormat(Predicate<ImageStart> test, Reader reader) {
        this.test = test;
        this.reader = reader;
    }

    /**
     * Recognizes an image by its content.
     *
     * @param start its beginning
     * @return its format
     */
    static ImageFormat of(ImageStart start) {
        return Stream.of(values()).filter(format -> format.test.test(start)).findFirst().orElseThrow();
    }

    Volume read(Path path) throws IOException {
        return reader.read(path);
    }
}
