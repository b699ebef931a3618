package dev.factorizer.models.evaluation;

import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.transforms.SplitRegions;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.Volumes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the truth of cases.
 *
 * @param labels the regions of a model
 * @param meaning which labels belong to a region; empty if it was not said
 */
record CaseTruth(Labels labels, Optional<TruthLabels> meaning) {
    /** The names of what can be found. */
    List<String> regions() {
        return labels.regions().stream().map(Region::name).toList();
    }

    /**
     * Reads the truth of a case.
     *
     * @param file its file
     * @param scan what it is the truth of
     * @return a channel for each region, 0 outside of it
     */
    Volume read(Path file, Volume scan) throws IOException {
        Volume truth = Volumes.read(file);
        List<Region> regions = labels.regions();
        if (!truth.grid().isNear(scan.grid(), Volumes.TOLERANCE)) {
            throw new IllegalArgumentException(file + ": found " + truth.grid().describeSizes() + " voxels at " + truth.grid().affine()
                    + ", expected the grid of the scan, " + scan.grid().describeSizes() + " at " + scan.grid().affine());
        }
        truth.firstNonFinite().ifPresent(voxel -> {
            throw new IllegalArgumentException(voxel.describe());
        });
        if (truth.channels() == regions.size() && truth.channels() > 1) {
            return truth;
        }
        if (truth.channels() != 1) {
            throw new IllegalArgumentException(file + ": found " + truth.channels() + " channels, expected one of labels"
                    + (regions.size() == 1 ? "" : ", or one for each of the " + regions.size() + " regions"));
        }
        if (regions.size() > 1 && meaning.isEmpty()) {
            throw new IllegalArgumentException(file + ": found one map of labels for " + regions.size() + " regions, which does not say"
                    + " whether they overlap, expected to be told if they are nested or exclusive, or a channel for each region");
        }
        SplitRegions split = meaning.orElse(TruthLabels.EXCLUSIVE).split(labels);
        requireKnown(truth, file, split);
        return split.apply(truth);
    }

    /** A label that no region has would only make the score worse. */
    private void requireKnown(Volume truth, Path file, SplitRegions split) {
        Set<Float> known = new HashSet<>(Set.of(0f));
        split.regions().forEach(values -> values.forEach(value -> known.add((float) (int) value)));
        for (float label : truth.voxels()) {
            // 0 and −0 are two numbers in a set.
            if (label != 0 && !known.contains(label)) {
                throw new IllegalArgumentException(file + ": found the label " + label + ", expected 0 or that of a region: "
                        + labels.regions().stream().map(region -> region.name() + " " + region.value()).collect(Collectors.joining(", ")));
            }
        }
    }

    /** A channel of a volume. */
    static float[] channel(Volume volume, int channel) {
        int voxels = volume.grid().voxels();
        return Arrays.copyOfRange(volume.voxels(), channel * voxels, (channel + 1) * voxels);
    }
}
