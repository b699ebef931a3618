package dev.factorizer.models.truth;

import dev.factorizer.io.bundle.LabelRule;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.transforms.ResampleToMatch;
import dev.factorizer.io.transforms.SplitRegions;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.metrics.Mask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads the truth of cases, region by region.
 *
 * @param labels the regions of a model
 * @param meaning which labels belong to a region; empty if it was not said
 */
public record CaseTruth(Labels labels, Optional<TruthLabels> meaning) {
    /** {@return the names of what can be found, without the background} */
    public List<String> regions() {
        return IntStream.of(channels()).mapToObj(channel -> labels.regions().get(channel).name()).toList();
    }

    /** {@return which of the network's channels can be found} */
    public int[] channels() {
        return IntStream.range(0, labels.regions().size()).filter(i -> labels.regions().get(i).value() > 0).toArray();
    }

    /**
     * Reads the truth of a case as a mask for each region.
     *
     * @param one the case; it says whether a truth on another grid is resampled
     * @param scan its scan
     * @return masks on the scan's grid by region, in the model's order
     * @throws IOException if it can't be read
     * @throws IllegalArgumentException if it does not fit the scan or the model
     */
    public Map<String, Mask> masks(LabeledCase one, Volume scan) throws IOException {
        Volume truth = read(one, scan);
        Map<String, Mask> masks = new LinkedHashMap<>();
        for (String region : regions()) {
            masks.put(region, Mask.of(truth, masks.size()));
        }
        return masks;
    }

    /**
     * Reads the truth of a case.
     *
     * @param one the case; it says whether a truth on another grid is resampled
     * @param scan its scan
     * @return a channel for each region, 0 outside of it
     * @throws IOException if it can't be read
     * @throws IllegalArgumentException if it does not fit the scan or the model
     */
    public Volume read(LabeledCase one, Volume scan) throws IOException {
        Path file = one.truth();
        Volume truth = Volumes.readLabels(file);
        if (one.scan().resampled() && !truth.grid().isNear(scan.grid(), Volumes.TOLERANCE)) {
            truth = ResampleToMatch.label().apply(truth, scan.grid());
        }
        int regions = channels().length;
        if (!truth.grid().isNear(scan.grid(), Volumes.TOLERANCE)) {
            throw new IllegalArgumentException(file + ": found " + truth.grid().describeSizes() + " voxels at " + truth.grid().affine()
                    + ", expected the grid of the scan, " + scan.grid().describeSizes() + " at " + scan.grid().affine()
                    + "; resample it, for example by --resample, in Java by withResampling");
        }
        truth.firstNonFinite().ifPresent(voxel -> {
            throw new IllegalArgumentException(voxel.describe());
        });
        if (truth.channels() > 1 && truth.channels() == regions) {
            return truth;
        }
        if (truth.channels() != 1) {
            throw new IllegalArgumentException(file + ": found " + truth.channels() + " channels, expected one of labels"
                    + (regions == 1 ? "" : ", or one for each of the " + regions + " regions"));
        }
        if (regions > 1 && meaning.isEmpty() && !(labels.rule() instanceof LabelRule.Exclusive)) {
            throw new IllegalArgumentException(file + ": found one map of labels for " + regions + " regions, which does not say"
                    + " whether they overlap, expected a channel for each region; or say by --truth-labels, in Java by withTruthLabels,"
                    + " whether they are nested or exclusive");
        }
        SplitRegions split = meaning.orElse(TruthLabels.EXCLUSIVE).split(labels);
        requireKnown(truth, file, split);
        return withoutBackground(split.apply(truth));
    }

    private Volume withoutBackground(Volume all) {
        int voxels = all.grid().voxels();
        int[] channels = channels();
        float[] found = new float[channels.length * voxels];
        for (int i = 0; i < channels.length; i++) {
            System.arraycopy(all.voxels(), channels[i] * voxels, found, i * voxels, voxels);
        }
        return all.withVoxels(channels.length, found);
    }

    /** A label that no region has would only make the score worse. */
    private void requireKnown(Volume truth, Path file, SplitRegions split) {
        Set<Float> known = new HashSet<>(Set.of(0f));
        split.regions().forEach(values -> values.forEach(value -> known.add((float) (int) value)));
        for (float label : truth.voxels()) {
            // 0 and −0 are two numbers in a set.
            if (label != 0 && !known.contains(label)) {
                throw new IllegalArgumentException(file + ": found the label " + label + ", expected 0 or that of a region: "
                        + labels.regions().stream().map(region -> region.name() + " = " + region.value())
                        .collect(Collectors.joining(", ")));
            }
        }
    }
}
