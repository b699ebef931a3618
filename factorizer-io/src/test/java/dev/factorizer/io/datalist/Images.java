package dev.factorizer.io.datalist;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Small images for data sets of tests. */
public final class Images {
    /** Where they lie unless said otherwise. */
    public static final Grid GRID = new Grid(6, 5, 4, Affine.diagonal(1, 1, 2));

    private Images() { }

    /** Noise above 0, the same for the same name. */
    public static Path image(Path file) throws IOException {
        return image(file, GRID, 1);
    }

    /** Noise on a grid. */
    public static Path image(Path file, Grid grid, int channels) throws IOException {
        SplittableRandom random = new SplittableRandom(file.getFileName().toString().hashCode());
        float[] voxels = new float[grid.values(channels)];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = 1 + random.nextInt(1000);
        }
        return write(file, grid, channels, voxels);
    }

    /** A label with the first voxels of value 1, the next of value 2 and so on; the others are 0. */
    public static Path label(Path file, int... counts) throws IOException {
        float[] voxels = new float[GRID.voxels()];
        int at = 0;
        for (int value = 0; value < counts.length; value++) {
            for (int i = 0; i < counts[value]; i++) {
                voxels[at++] = value + 1;
            }
        }
        return write(file, GRID, 1, voxels);
    }

    /** Any values. */
    public static Path write(Path file, Grid grid, int channels, float... voxels) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Volumes.write(new Volume(grid, channels, voxels), file);
        return file;
    }
}
