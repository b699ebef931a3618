package dev.factorizer.io.augmentation;

import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;

/**
 * A preprocessed case that samples are drawn from: in memory, or in a file of which only what a sample needs is read. For several
 * threads at a time.
 */
public interface TrainingCase {
    /**
     * A case in memory.
     *
     * @param sample the whole case
     * @return the case
     * @throws IllegalArgumentException if the label map holds anything but whole numbers from 0 to 65535
     */
    static TrainingCase of(Sample sample) {
        return new HeldCase(sample, LabelCounts.of(sample.name(), sample.label()));
    }

    /** {@return its name} */
    String name();

    /** {@return where its voxels are} */
    Grid grid();

    /** {@return how many channels the image has} */
    int channels();

    /** {@return how many voxels of each label there are, plane by plane} */
    LabelCounts labels();

    /**
     * Reads a part of the image.
     *
     * @param box a part of the grid
     * @return its voxels, on the grid of the part
     * @throws IOException if it can't be read
     */
    Volume image(VoxelBox box) throws IOException;

    /**
     * Reads a part of the label map.
     *
     * @param box a part of the grid
     * @return its voxels, on the grid of the part
     * @throws IOException if it can't be read
     */
    Volume label(VoxelBox box) throws IOException;
}
