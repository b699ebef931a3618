package dev.factorizer.report.volumes;

import dev.factorizer.io.volume.Volume;

/**
 * How unsure a model was of a case.
 *
 * @param entropy the mean of the voxels that were found; where nothing was found, the largest of any voxel
 * @param found whether anything was found: both numbers don't compare
 */
public record Uncertainty(double entropy, boolean found) {    /**
     * The mean entropy of the voxels that were found; where nothing was found, the largest entropy of any voxel. Of several channels
     * the largest value of each voxel counts.
     *
     * @param entropy one channel, or one for each region
     * @param prediction one channel of labels, on the same grid
     * @return in the unit of the volume; not a number if no entropy is finite
     */
    public static Uncertainty of(Volume entropy, Volume prediction) {
        int count = entropy.grid().voxels();
        double sum = 0;
        long found = 0;
        double largest = Double.NaN;
        for (int voxel = 0; voxel < count; voxel++) {
            float value = Float.NaN;
            for (int channel = 0; channel < entropy.channels(); channel++) {
                float one = entropy.voxels()[channel * count + voxel];
                value = Float.isFinite(one) && !(one <= value) ? one : value;
            }
            if (Float.isFinite(value)) {
                largest = value <= largest ? largest : value;
                if (prediction.voxels()[voxel] != 0) {
                    sum += value;
                    found++;
                }
            }
        }
        return found > 0 ? new Uncertainty(sum / found, true) : new Uncertainty(largest, false);
    }
}
