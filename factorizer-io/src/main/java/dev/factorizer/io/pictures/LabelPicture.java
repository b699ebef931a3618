package dev.factorizer.io.pictures;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.volume.Grid;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Maps of labels as gray pictures: PNG of 8 bits, or of 16 if there is a label above 255. */
public final class LabelPicture {
    private static final int LARGEST = 65535;

    private LabelPicture() { }

    /**
     * What a file is filled with.
     *
     * @param grid of one slice; its first axis goes along the rows of the picture, its second one down
     * @param labels the label of each voxel by its place in (X, Y, Z), the last index fastest: 0 to 65535
     * @param file where it will be written, for messages
     * @return a PNG file, to be written together with others
     * @throws IllegalArgumentException if there are several slices, or a label is out of range
     */
    public static AtomicFile.Content of(Grid grid, IntUnaryOperator labels, Path file) {
        if (grid.z() != 1) {
            throw new IllegalArgumentException(file + ": " + grid.describeSizes() + " voxels can't be written as a picture, expected one slice");
        }
        int largest = 0;
        for (int i = 0; i < grid.voxels(); i++) {
            int label = labels.applyAsInt(i);
            if (label < 0 || label > LARGEST) {
                throw new IllegalArgumentException(file + ": found the label " + label + ", expected 0 to " + LARGEST);
            }
            largest = Math.max(largest, label);
        }
        int type = largest <= 255 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY;
        return out -> {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
            try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(out)) {
                writer.setOutput(output);
                writer.write(picture(grid, labels, type));
            } finally {
                writer.dispose();
            }
        };
    }

    /**
     * Writes a map, whole or not at all.
     *
     * @param grid of one slice
     * @param labels as {@link #of} takes them
     * @param file a name that ends in .png
     * @throws IOException if it can't be written
     */
    public static void write(Grid grid, IntUnaryOperator labels, Path file) throws IOException {
        AtomicFile.write(file, of(grid, labels, file));
    }

    private static BufferedImage picture(Grid grid, IntUnaryOperator labels, int type) {
        BufferedImage picture = new BufferedImage(grid.x(), grid.y(), type);
        int[] row = new int[grid.x()];
        for (int y = 0; y < grid.y(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = labels.applyAsInt(x * grid.y() + y);
            }
            picture.getRaster().setSamples(0, y, row.length, 1, 0, row);
        }
        return picture;
    }
}
