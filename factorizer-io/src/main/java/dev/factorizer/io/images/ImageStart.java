package dev.factorizer.io.images;

import dev.factorizer.io.dicom.DicomFile;
import dev.factorizer.io.files.FileFormat;
import dev.factorizer.io.files.ImageFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * What is seen of an image before a reader is chosen for it.
 *
 * @param path a file or folder
 * @param bytes the first bytes of a file as they are on disk; none of a folder, a pipe or a device
 * @param content the same, unpacked if the file is gzipped; none if it can't be unpacked
 */
record ImageStart(Path path, byte[] bytes, byte[] content) {
    private static final Set<FileFormat> ARCHIVES = EnumSet.of(FileFormat.ZIP, FileFormat.TAR);
    private static final int NAME_LENGTH = 26;
    private static final int NAME = 30;

    static ImageStart of(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return new ImageStart(path, new byte[0], new byte[0]);
        }
        try (ImageFile file = ImageFile.open(path)) {
            byte[] bytes = file.start(FileFormat.BYTES);
            return new ImageStart(path, bytes, file.compressed() ? unpacked(file) : bytes);
        }
    }

    private static byte[] unpacked(ImageFile file) throws IOException {
        try {
            return file.bytes().readNBytes(FileFormat.BYTES);
        } catch (EOFException | ZipException e) {
            // The reader of such a file says what is wrong with it.
            return new byte[0];
        }
    }

    boolean isFolder() {
        return Files.isDirectory(path);
    }

    boolean is(FileFormat format) {
        return FileFormat.of(bytes).equals(Optional.of(format));
    }

    /** Whether it holds files in which DICOM may be: only reading shows it. */
    boolean isArchive() {
        return FileFormat.of(content).filter(ARCHIVES::contains).isPresent();
    }

    /** Whether DICOM is there, or may be, in a folder or an archive. */
    boolean isDicom() {
        return isFolder() || isArchive() || DicomFile.isDicom(content);
    }

    /** The name of the first entry of a zip archive; empty if it is none, or one that begins in another way. */
    String firstEntry() {
        if (!is(FileFormat.ZIP) || bytes.length < NAME) {
            return "";
        }
        int length = Short.toUnsignedInt(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(NAME_LENGTH));
        return new String(bytes, NAME, Math.min(length, bytes.length - NAME), StandardCharsets.ISO_8859_1);
    }
}
