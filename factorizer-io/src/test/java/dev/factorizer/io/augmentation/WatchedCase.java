package dev.factorizer.io.augmentation;

import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.util.List;

/** A case that says what is read of it. */
record WatchedCase(TrainingCase inner, List<VoxelBox> read) implements TrainingCase {
    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Grid grid() {
        return inner.grid();
    }

    @Override
    public int channels() {
        return inner.channels();
    }

    @Override
    public LabelCounts labels() {
        return inner.labels();
    }

    @Override
    public Volume image(VoxelBox box) throws IOException {
        read.add(box);
        return inner.image(box);
    }

    @Override
    public Volume label(VoxelBox box) throws IOException {
        read.add(box);
        return inner.label(box);
    }
}
