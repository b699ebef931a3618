package dev.factorizer.io.augmentation;

import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A case whose voxels of one label are no foreground.
 *
 * @param whole the case
 * @param ignored the label
 */
record KnownCase(TrainingCase whole, int ignored) implements TrainingCase {
    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public Grid grid() {
        return whole.grid();
    }

    @Override
    public int channels() {
        return whole.channels();
    }

    @Override
    public LabelCounts labels() {
        LabelCounts all = whole.labels();
        SortedMap<Integer, List<Integer>> counts = new TreeMap<>(all.counts());
        return counts.remove(ignored) == null ? all : new LabelCounts(all.planes(), counts);
    }

    @Override
    public Volume image(VoxelBox box) throws IOException {
        return whole.image(box);
    }

    @Override
    public Volume label(VoxelBox box) throws IOException {
        return whole.label(box);
    }
}
