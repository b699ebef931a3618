package dev.factorizer.models.inference;

import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.volume.Volume;
import java.util.List;

/** What was found in a scan, on the scan's own grid. */
public final class Segmentation {
    private final Volume probabilities;
    private final Volume labels;
    private final List<String> regions;
    private final double threshold;

    Segmentation(Volume probabilities, Labels labels) {
        this.probabilities = probabilities;
        this.labels = labels.merge().apply(probabilities);
        this.regions = labels.regions().stream().map(Region::name).toList();
        this.threshold = labels.threshold();
    }

    /**
     * {@return the map of labels on the scan's grid, with its header: for each voxel that of the first region it
     * belongs to, else 0; write it with {@code Volumes.writeLabels}}
     */
    public Volume labels() {
        return labels;
    }

    /**
     * {@return the probability of each region, a channel per region on the scan's grid, with its header; regions may
     * overlap}
     */
    public Volume probabilities() {
        return probabilities;
    }

    /** {@return the regions' names, in the order of the probabilities' channels} */
    public List<String> regions() {
        return regions;
    }

    /**
     * The voxels of a region: those whose probability reaches the threshold, whether or not another region covers them in the
     * map of labels.
     *
     * @param region its name
     * @return one channel of 0 and 1 on the scan's grid, with its header
     * @throws IllegalArgumentException if there is no such region
     */
    public Volume mask(String region) {
        int channel = channel(region);
        int voxels = probabilities.grid().voxels();
        float[] mask = new float[voxels];
        for (int i = 0; i < voxels; i++) {
            mask[i] = inside(channel, i) ? 1 : 0;
        }
        return probabilities.withVoxels(1, mask);
    }

    /**
     * The volume of a region, all parts together, as {@link #mask} has it.
     *
     * @param region its name
     * @return milliliters
     * @throws IllegalArgumentException if there is no such region
     */
    public double millilitersOf(String region) {
        int channel = channel(region);
        long count = 0;
        for (int i = 0; i < probabilities.grid().voxels(); i++) {
            count += inside(channel, i) ? 1 : 0;
        }
        return count * probabilities.grid().affine().voxelVolume() / 1000;
    }

    private boolean inside(int channel, int voxel) {
        return probabilities.voxels()[channel * probabilities.grid().voxels() + voxel] >= threshold;
    }

    private int channel(String region) {
        int channel = regions.indexOf(region);
        if (channel < 0) {
            throw new IllegalArgumentException("segmentation: there is no region \"" + region + "\", expected one of "
                    + regions);
        }
        return channel;
    }
}
