package dev.factorizer.models.evaluation;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.transforms.ResampleToMatch;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A map of labels and what it should be, as files: they are read when they are needed, one case at a time.
 *
 * @param name of the case
 * @param prediction one channel of labels
 * @param truth the same on the same grid
 * @param resampled whether a prediction on another grid is brought onto that of the truth, each voxel getting the nearest label
 */
public record LabelPair(String name, Path prediction, Path truth, boolean resampled) {
    /**
     * A pair on one grid.
     *
     * @param name of the case
     * @param prediction one channel of labels
     * @param truth the same on the same grid
     */
    public LabelPair(String name, Path prediction, Path truth) {
        this(name, prediction, truth, false);
    }

    /** {@return the same, where a prediction may lie on another grid} */
    public LabelPair withResampling() {
        return new LabelPair(name, prediction, truth, true);
    }

    /**
     * {@return what was found, on its own grid or that of the truth}
     *
     * @throws IOException if it can't be read
     */
    public Volume readPrediction() throws IOException {
        Volume found = read(prediction);
        return resampled ? ResampleToMatch.label().apply(found, Volumes.outline(truth).frame().grid()) : found;
    }

    /**
     * {@return what is there}
     *
     * @throws IOException if it can't be read
     */
    public Volume readTruth() throws IOException {
        return read(truth);
    }

    private static Volume read(Path file) throws IOException {
        Volume labels = Volumes.readLabels(file);
        if (labels.channels() != 1) {
            throw new IllegalArgumentException(file + ": found " + labels.channels() + " channels, expected one of labels");
        }
        for (float label : labels.voxels()) {
            if (!(label >= 0 && label == (int) label)) {
                throw new IllegalArgumentException(file + ": found the value " + label + ", expected labels: whole numbers from 0");
            }
        }
        return labels;
    }

    /** Refuses maps that can't be compared. */
    static void requireSameGrid(LabelPair pair, Volume prediction, Volume truth) {
        if (!prediction.grid().isNear(truth.grid(), Volumes.TOLERANCE)) {
            throw new IllegalArgumentException(pair.prediction() + ": found " + prediction.grid().describeSizes() + " voxels at "
                    + prediction.grid().affine() + ", expected the grid of its truth " + pair.truth() + ", "
                    + truth.grid().describeSizes() + " at " + truth.grid().affine() + "; resample it, for example by --resample");
        }
    }
}
