package dev.factorizer.report.volumes;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.report.cohort.CaseFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The image of a case with the map of labels that should be found and the one that was found, on one grid.
 *
 * @param image the channel that is drawn
 * @param truth one channel of labels
 * @param prediction one channel of labels
 */
public record CaseVolumes(Volume image, Volume truth, Volume prediction) {
    /**
     * Reads them.
     *
     * @param files all three of them
     * @return the volumes
     * @throws IOException if one can't be read, or they don't lie on one grid
     */
    public static CaseVolumes read(CaseFiles files) throws IOException {
        Volume truth = labels(files.truth().orElseThrow());
        Volume prediction = onGrid(labels(files.prediction().orElseThrow()), files.prediction().orElseThrow(), truth.grid());
        Path file = files.image().orElseThrow();
        Volume image = onGrid(Volumes.read(file), file, truth.grid());
        if (files.channel() >= image.channels()) {
            throw new MalformedFileException(file, "has " + image.channels() + (image.channels() == 1 ? " channel" : " channels")
                    + ", expected the one to be drawn, " + files.channel() + ", counted from 0");
        }
        float[] voxels = Arrays.copyOfRange(image.voxels(), files.channel() * image.grid().voxels(), (files.channel() + 1) * image.grid().voxels());
        return new CaseVolumes(image.withVoxels(1, voxels), truth, prediction);
    }

    /**
     * Reads a map of labels.
     *
     * @param file the file
     * @return one channel
     * @throws IOException if it can't be read, or has several channels
     */
    public static Volume labels(Path file) throws IOException {
        Volume labels = Volumes.readLabels(file);
        if (labels.channels() != 1) {
            throw new MalformedFileException(file, "found " + labels.channels() + " channels, expected one of labels");
        }
        return labels;
    }

    /**
     * {@return a volume that was read, if it lies where it should}
     *
     * @param volume what was read
     * @param file where from
     * @param grid where it should lie
     * @throws IOException if it lies elsewhere
     */
    public static Volume onGrid(Volume volume, Path file, Grid grid) throws IOException {
        if (!volume.grid().isNear(grid, Volumes.TOLERANCE)) {
            throw new MalformedFileException(file, "has " + volume.grid().describeSizes() + " voxels at " + volume.grid().affine()
                    + ", expected the grid of the truth, " + grid.describeSizes() + " at " + grid.affine());
        }
        return volume;
    }

    /**
     * {@return whether a voxel has one of some labels}
     *
     * @param map one channel of labels
     * @param labels which
     */
    public static IntPredicate inside(Volume map, Set<Integer> labels) {
        float[] voxels = map.voxels();
        int[] known = labels.stream().mapToInt(Integer::intValue).toArray();
        return voxel -> {
            // Regions have few labels.
            for (int label : known) {
                if (voxels[voxel] == label) {
                    return true;
                }
            }
            return false;
        };
    }
}
