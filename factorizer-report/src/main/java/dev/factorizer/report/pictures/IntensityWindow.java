package dev.factorizer.report.pictures;

import dev.factorizer.io.volume.Volume;
import dev.factorizer.report.volumes.ViewerCase;
import java.util.Arrays;

/**
 * Which intensities become black and white.
 *
 * @param low black, and all below
 * @param high white, and all above; more than {@code low}
 */
public record IntensityWindow(double low, double high) implements ViewerCase.Gray {
    private static final int MOST_SAMPLES = 1 << 18;
    private static final double TAIL = 0.005;

    /** Checks the limits. */
    public IntensityWindow {
        if (!Double.isFinite(low) || !Double.isFinite(high) || !(low < high)) {
            throw new IllegalArgumentException("window: " + low + " to " + high + ", expected finite numbers, the first one smaller");
        }
    }

    /**
     * {@return a window around all but the 0.5 % darkest and brightest voxels, those of 0 left out}
     *
     * @param image of one channel
     */
    public static IntensityWindow of(Volume image) {
        int count = image.grid().voxels();
        // Enough of them for percentiles; a step without small factors keeps away from the rows of the image.
        int step = count <= MOST_SAMPLES ? 1 : count / MOST_SAMPLES | 1;
        double[] samples = new double[(count + step - 1) / step];
        int taken = 0;
        for (int voxel = 0; voxel < count; voxel += step) {
            float value = image.voxels()[voxel];
            if (value != 0 && Float.isFinite(value)) {
                samples[taken++] = value;
            }
        }
        if (taken == 0) {
            return new IntensityWindow(0, 1);
        }
        Arrays.sort(samples, 0, taken);
        double low = samples[(int) (TAIL * (taken - 1))];
        double high = samples[(int) ((1 - TAIL) * (taken - 1))];
        return low < high ? new IntensityWindow(Math.min(low, Math.max(0, low - (high - low))), high)
                : new IntensityWindow(Math.min(0, low - 1), low > 0 ? low : low + 1);
    }

    /**
     * {@return the gray of an intensity, 0 to 255; black for what is no number}
     *
     * @param intensity of a voxel
     */
    public int gray(double intensity) {
        return (int) Math.round(255 * Math.clamp(Double.isNaN(intensity) ? 0 : (intensity - low) / (high - low), 0, 1));
    }
}
