package dev.factorizer.io.pictures;

import dev.factorizer.io.files.FileFormat;
import java.util.Arrays;
import java.util.Optional;

/** The formats of pictures, with the names that the JDK's readers have. */
enum PictureFormat {
    /** Portable Network Graphics. */
    PNG(FileFormat.PNG, "png"),
    /** Of cameras; loses details. */
    JPEG(FileFormat.JPEG, "jpeg"),
    /** Of microscopes and scanners. */
    TIFF(FileFormat.TIFF, "tiff"),
    /** Of Windows. */
    BMP(FileFormat.BMP, "bmp");

    private final FileFormat content;
    private final String reader;

    PictureFormat(FileFormat content, String reader) {
        this.content = content;
        this.reader = reader;
    }

    /**
     * Recognizes a picture by its content.
     *
     * @param content what the file is
     * @return the format; empty if it is no picture
     */
    static Optional<PictureFormat> of(Optional<FileFormat> content) {
        return Arrays.stream(values()).filter(format -> content.filter(format.content::equals).isPresent()).findFirst();
    }

    String reader() {
        return reader;
    }
}
