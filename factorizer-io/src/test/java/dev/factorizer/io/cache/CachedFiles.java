package dev.factorizer.io.cache;

import dev.factorizer.io.augmentation.Sample;
import dev.factorizer.io.images.ScanFiles;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Cases as files, and what a cache of them should give. */
final class CachedFiles {
    static final CasePreparation PREPARATION = CasePreparation.of(Preprocessing.recipe(1.5, 12));
    static final long PLENTY = 1L << 30;

    private CachedFiles() { }

    /** Two channels in a file each, and a label map, all of random numbers. */
    static CaseFiles write(Path folder, String name, int seed) throws IOException {
        Files.createDirectories(folder);
        Grid grid = new Grid(14, 13 + seed % 3, 12, Affine.of(-1, 0, 0, 5, 0, -1.2, 0, 8, 0, 0, 2, -3, 0, 0, 0, 1));
        SplittableRandom random = new SplittableRandom(seed);
        Path[] images = new Path[2];
        for (int i = 0; i < 2; i++) {
            float[] voxels = new float[grid.voxels()];
            for (int j = 0; j < voxels.length; j++) {
                voxels[j] = 1 + random.nextInt(1000);
            }
            images[i] = folder.resolve(name + "-" + i + ".nii");
            Volumes.write(new Volume(grid, 1, voxels), images[i]);
        }
        float[] label = new float[grid.voxels()];
        for (int j = 0; j < label.length; j++) {
            label[j] = random.nextInt(4);
        }
        Path labels = folder.resolve(name + "-seg.nii.gz");
        Volumes.writeLabels(new Volume(grid, 1, label), labels);
        return new CaseFiles(name, ScanFiles.of(List.of(images)), labels);
    }

    /** Without any cache. */
    static Sample prepared(CaseFiles files) throws IOException {
        return PREPARATION.prepare(files.name(), Volumes.read(files.image()), Volumes.read(files.label()));
    }

    static VoxelBox whole(Grid grid) {
        return new VoxelBox(0, grid.x(), 0, grid.y(), 0, grid.z());
    }

    static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(CacheLimit.ENDING)).sorted().toList();
        }
    }
}
