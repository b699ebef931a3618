package dev.factorizer.report.pictures;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A small picture in gray.
 *
 * @param width pixels from left to right
 * @param height pixels from top to bottom
 * @param grays 0 to 255, row by row
 */
record GrayPicture(int width, int height, byte[] grays) {
    /** What eyes can tell apart compresses to less than all 256. */
    private static final int SHADES = 64;

    /** The mean of blocks of pixels, so that no side is longer than asked for; the last blocks may be smaller. */
    GrayPicture within(int most) {
        int step = (Math.max(width, height) + most - 1) / most;
        if (step <= 1) {
            return this;
        }
        int columns = (width + step - 1) / step;
        int rows = (height + step - 1) / step;
        byte[] small = new byte[columns * rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int sum = 0;
                int count = 0;
                for (int y = row * step; y < Math.min(height, (row + 1) * step); y++) {
                    for (int x = column * step; x < Math.min(width, (column + 1) * step); x++) {
                        sum += grays[y * width + x] & 0xFF;
                        count++;
                    }
                }
                small[row * columns + column] = (byte) (sum / count);
            }
        }
        return new GrayPicture(columns, rows, small);
    }

    /** As a PNG file in 64 shades. */
    byte[] png() throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] shades = new byte[grays.length];
        for (int i = 0; i < grays.length; i++) {
            int shade = (grays[i] & 0xFF) * SHADES / 256;
            shades[i] = (byte) (shade * 255 / (SHADES - 1));
        }
        picture.getRaster().setDataElements(0, 0, width, height, shades);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(picture, "png", stream);
        }
        requireSame(shades, bytes.toByteArray());
        return bytes.toByteArray();
    }

    /** The encoder compresses from arrays, which Java 25 to 25.0.2 may damage (JDK-8377811). */
    private void requireSame(byte[] shades, byte[] png) throws IOException {
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));
        if (read == null || read.getWidth() != width || read.getHeight() != height
                || !Arrays.equals(shades, (byte[]) read.getRaster().getDataElements(0, 0, width, height, null))) {
            throw new IOException("a picture of the report is read back as another one, so no report was written; this happens with Java 25 to"
                    + " 25.0.2 (JDK-8377811), so take a later one");
        }
    }
}
