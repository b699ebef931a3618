package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Volume;
import java.util.List;
import java.util.Set;

/**
 * Makes a channel of 0 and 1 for each region from a map of labels: a region is where one of its labels is. What MONAI's
 * {@code ConvertToMultiChannelBasedOnBratsClasses} does, for any regions.
 *
 * @param regions the labels of each region
 */
public record SplitRegions(List<Set<Integer>> regions) {
    /** Copies the labels. */
    public SplitRegions {
        regions = regions.stream().map(Set::copyOf).toList();
        if (regions.isEmpty()) {
            throw new IllegalArgumentException("splitRegions: found no region, expected at least one");
        }
        if (regions.stream().anyMatch(Set::isEmpty)) {
            throw new IllegalArgumentException("splitRegions: regions are " + regions + ", expected at least one label in each");
        }
    }

    /**
     * {@return enhancing tumor, tumor core and whole tumor of BraTS 2023 (labels 1 necrosis, 2 edema, 3 enhancing),
     * in the order of the published network's channels}
     */
    public static SplitRegions brats23() {
        return new SplitRegions(List.of(Set.of(3), Set.of(1, 3), Set.of(1, 2, 3)));
    }

    /**
     * Makes the channels.
     *
     * @param labels one channel of labels
     * @return a channel for each region on the same grid
     */
    public Volume apply(Volume labels) {
        if (labels.channels() != 1) {
            throw new IllegalArgumentException("splitRegions: found " + labels.channels() + " channels, expected 1");
        }
        int count = labels.grid().voxels();
        float[] voxels = new float[labels.grid().values(regions.size())];
        for (int region = 0; region < regions.size(); region++) {
            int first = region * count;
            for (float label : regions.get(region)) {
                Blocks.each(0, count, (start, end) -> {
                    for (int i = start; i < end; i++) {
                        voxels[first + i] = labels.voxels()[i] == label ? 1 : voxels[first + i];
                    }
                });
            }
        }
        return labels.withVoxels(regions.size(), voxels);
    }
}
