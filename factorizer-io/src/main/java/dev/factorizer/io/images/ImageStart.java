package dev.factorizer.io.images;

import dev.factorizer.io.files.FileFormat;
import dev.factorizer.io.files.ImageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is seen of an image before a reader is chosen for it.
 *
 * @param path a file or folder
 * @param bytes the first bytes of a file as they are on disk; none of a folder, a pipe or a device
 */
record ImageStart(Path path, byte[] bytes) {
    private static final int NAME_LENGTH = 26;
    private static final int NAME = 30;

    static ImageStart of(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return new ImageStart(path, new byte[0]);
        }
        try (ImageFile file = ImageFile.open(path)) {
            return new ImageStart(path, file.start(FileFormat.BYTES));
        }
    }

    boolean isFolder() {
        return Files.isDirectory(path);
    }

    boolean is(FileFormat format) {
        return FileFormat.of(bytes).equals(Optional.of(format));
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
