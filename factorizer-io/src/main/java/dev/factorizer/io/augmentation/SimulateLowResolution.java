package dev.factorizer.io.augmentation;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.transforms.IntensityTransform;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;

/**
 * Takes every so many voxels and interpolates linearly between them, as nnU-Net does: n = round(zoom·size) voxels along each axis (half
 * to even), the i-th from voxel ⌊(i + ½)·size/n⌋; voxel j of the result lies at (j + ½)·n/size − ½ among them, moved onto the border
 * where it would be beyond.
 *
 * @param zoom the lower resolution as a share of the image's own, above 0 and at most 1
 */
public record SimulateLowResolution(double zoom) implements IntensityTransform {
    /** Along one axis: which voxels are taken, and where those of the result lie among them. */
    private record Axis(int[] taken, int[] low, int[] high, float[] weight) {
        static Axis of(int size, double zoom) {
            int count = Math.max(1, (int) Math.rint(size * zoom));
            Axis axis = new Axis(new int[count], new int[size], new int[size], new float[size]);
            for (int i = 0; i < count; i++) {
                axis.taken[i] = (int) Math.min(size - 1L, (2L * i + 1) * size / (2L * count));
            }
            for (int j = 0; j < size; j++) {
                double at = Math.max(0, (j + 0.5) * count / size - 0.5);
                axis.low[j] = (int) at;
                axis.high[j] = Math.min(count - 1, axis.low[j] + 1);
                axis.weight[j] = (float) (at - axis.low[j]);
            }
            return axis;
        }
    }

    /** Checks the share. */
    public SimulateLowResolution {
        if (!(zoom > 0 && zoom <= 1)) {
            throw new IllegalArgumentException("simulateLowResolution: zoom is " + zoom + ", expected above 0, at most 1");
        }
    }

    @Override
    public Volume apply(Volume image) {
        Grid grid = image.grid();
        Axis x = Axis.of(grid.x(), zoom);
        Axis y = Axis.of(grid.y(), zoom);
        Axis z = Axis.of(grid.z(), zoom);
        float[] from = image.voxels();
        float[] to = new float[from.length];
        Threads.each(image.channels() * grid.x(), 4L * grid.y() * grid.z(), task -> {
            int channel = task / grid.x() * grid.x();
            int plane = task % grid.x();
            int before = channel + x.taken[x.low[plane]];
            int after = channel + x.taken[x.high[plane]];
            float[] rows = new float[z.taken.length];
            for (int j = 0; j < grid.y(); j++) {
                int low = y.taken[y.low[j]];
                int high = y.taken[y.high[j]];
                for (int k = 0; k < rows.length; k++) {
                    int at = z.taken[k];
                    float first = between(from[(before * grid.y() + low) * grid.z() + at],
                            from[(before * grid.y() + high) * grid.z() + at], y.weight[j]);
                    float second = between(from[(after * grid.y() + low) * grid.z() + at],
                            from[(after * grid.y() + high) * grid.z() + at], y.weight[j]);
                    rows[k] = between(first, second, x.weight[plane]);
                }
                int at = (task * grid.y() + j) * grid.z();
                for (int k = 0; k < grid.z(); k++) {
                    to[at + k] = between(rows[z.low[k]], rows[z.high[k]], z.weight[k]);
                }
            }
        });
        return image.withVoxels(image.channels(), to);
    }

    private static float between(float low, float high, float weight) {
        return (1 - weight) * low + weight * high;
    }
}
