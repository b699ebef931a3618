package dev.factorizer.examples.cli;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A scan of two channels for the {@link TinyModel}, not on its grid, and a truth. */
final class TinyCase {
    /** Axes to the left, to the back and upwards, of three spacings. */
    static final Grid GRID = new Grid(11, 9, 7, Affine.of(-1.5, 0, 0, 20, 0, -2.5, 0, 30, 0, 0, 3, -10, 0, 0, 0, 1));

    private TinyCase() { }

    static Path scan(Path file, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        float[] voxels = new float[2 * GRID.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = 1 + random.nextInt(1000);
        }
        Volumes.write(new Volume(GRID, 2, voxels), file);
        return file;
    }

    /** Nothing of it lies outside of the last voxels. */
    static Path truth(Path file, int voxels) throws IOException {
        float[] labels = new float[GRID.voxels()];
        for (int i = labels.length - voxels; i < labels.length; i++) {
            labels[i] = 1;
        }
        Volumes.write(new Volume(GRID, 1, labels), file);
        return file;
    }
}
