package dev.factorizer.io.augmentation;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.SplittableRandom;

/** Cases of random numbers. */
final class Cases {
    private Cases() { }

    static Sample sample(String name, int channels, int x, int y, int z) {
        Grid grid = new Grid(x, y, z, Affine.of(-1, 0.1, 0, 30, 0.1, 2, 0, -20, 0, 0, 1.5, 7, 0, 0, 0, 1));
        SplittableRandom random = new SplittableRandom(name.hashCode() + 31L * x);
        float[] image = new float[channels * grid.voxels()];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextGaussian();
        }
        float[] label = new float[grid.voxels()];
        for (int i = 0; i < label.length; i++) {
            label[i] = random.nextInt(10) < 7 ? 0 : random.nextInt(1, 4);
        }
        return new Sample(name, new Volume(grid, channels, image), new Volume(grid, 1, label));
    }

    static TrainingCase inMemory(String name, int channels, int x, int y, int z) {
        return TrainingCase.of(sample(name, channels, x, y, z));
    }
}
