package dev.factorizer.examples.pictures;

import dev.factorizer.io.files.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures as PNG files. */
public final class PictureFile {
    private PictureFile() { }

    /**
     * Writes a picture, whole or not at all, and reads it back.
     *
     * @param picture the picture
     * @param file a PNG file
     * @throws IOException if it can't be written
     */
    public static void write(BufferedImage picture, Path file) throws IOException {
        AtomicFile.write(file, new AtomicFile.Content() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                // Without a cache on disk: nothing is written elsewhere.
                try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
                    ImageIO.write(picture, "png", stream);
                }
            }

            @Override
            public void check(Path written) throws IOException {
                requireSame(picture, file, written);
            }
        });
    }

    /** The encoder compresses from arrays, which Java 25 to 25.0.2 may damage (JDK-8377811). */
    private static void requireSame(BufferedImage picture, Path file, Path written) throws IOException {
        BufferedImage read = ImageIO.read(written.toFile());
        int width = picture.getWidth();
        int height = picture.getHeight();
        if (read == null || read.getWidth() != width || read.getHeight() != height || !Arrays.equals(
                picture.getRGB(0, 0, width, height, null, 0, width), read.getRGB(0, 0, width, height, null, 0, width))) {
            throw new IOException(file + ": the picture is read back as another one, so it was not kept; this happens with"
                    + " Java 25 to 25.0.2 (JDK-8377811), so take a later one, or check the disk");
        }
    }
}
