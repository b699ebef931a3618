package dev.factorizer.bench.augmentation;

import dev.factorizer.io.augmentation.Sample;
import dev.factorizer.io.augmentation.TrainingCase;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.List;
import java.util.SplittableRandom;

/** A case of random numbers with a ball of each of three labels. */
final class MadeCase {
    private MadeCase() { }

    static TrainingCase of(String name, int channels, List<Integer> size) {
        Grid grid = new Grid(size.get(0), size.get(1), size.get(2), Affine.diagonal(1, 1, 1));
        SplittableRandom random = new SplittableRandom(name.hashCode());
        float[] image = new float[channels * grid.voxels()];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
        }
        float[] label = new float[grid.voxels()];
        int at = 0;
        for (int x = 0; x < grid.x(); x++) {
            for (int y = 0; y < grid.y(); y++) {
                for (int z = 0; z < grid.z(); z++) {
                    double radius = Math.sqrt(Math.pow(x - grid.x() / 2.0, 2) + Math.pow(y - grid.y() / 2.0, 2)
                            + Math.pow(z - grid.z() / 2.0, 2)) / grid.x();
                    label[at++] = radius < 0.1 ? 3 : radius < 0.15 ? 1 : radius < 0.25 ? 2 : 0;
                }
            }
        }
        return TrainingCase.of(new Sample(name, new Volume(grid, channels, image), new Volume(grid, 1, label)));
    }
}
