package dev.factorizer.models.evaluation;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The maps of labels that summary.py draws. */
final class LabelFormula {
    static final List<LabelRegion> REGIONS = List.of(new LabelRegion("tumor", Set.of(3, 2, 1)), new LabelRegion("edema", Set.of(2)),
            new LabelRegion("nowhere", Set.of(9)));

    private LabelFormula() { }

    /** Three cases in two folders, with the ignored label 4. */
    static LabelComparison write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("labels"));
        Files.createDirectories(folder.resolve("found"));
        return new LabelComparison(List.of(pair(folder, "a", 3, 0, 3, 9), pair(folder, "b", 5, 2, 5, 2), pair(folder, "c", 1, 30, 11, 1)),
                OptionalInt.of(4), 0.5);
    }

    private static LabelPair pair(Path folder, String name, int truthFactor, int truthShift, int factor, int shift) throws IOException {
        Path truth = folder.resolve("labels/" + name + ".nii");
        Path prediction = folder.resolve("found/" + name + ".nii");
        Volumes.write(map(truthFactor, truthShift), truth);
        Volumes.write(map(factor, shift), prediction);
        return new LabelPair(name, prediction, truth);
    }

    private static Volume map(int factor, int shift) {
        Grid grid = new Grid(6, 5, 4, Affine.diagonal(1, 1, 2));
        float[] labels = new float[grid.voxels()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (i * factor + shift) / 7 % 5;
        }
        return new Volume(grid, 1, labels);
    }
}
