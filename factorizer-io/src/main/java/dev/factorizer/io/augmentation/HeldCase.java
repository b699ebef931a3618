package dev.factorizer.io.augmentation;

import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;

/** A case in memory. */
record HeldCase(Sample sample, LabelCounts labels) implements TrainingCase {
    @Override
    public String name() {
        return sample.name();
    }

    @Override
    public Grid grid() {
        return sample.image().grid();
    }

    @Override
    public int channels() {
        return sample.image().channels();
    }

    @Override
    public Volume image(VoxelBox box) {
        return cut(sample.image(), box);
    }

    @Override
    public Volume label(VoxelBox box) {
        return cut(sample.label(), box);
    }

    private static Volume cut(Volume volume, VoxelBox box) {
        return new VoxelBlock(box, volume.channels()).with(volume, 0, 0, 0).volume(volume.grid());
    }
}
