package dev.factorizer.io.transforms;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeFrame;
import java.util.List;

/** A scan on a network's grid, and the way back to the scan's own. */
public final class Preprocessed {
    /**
     * A transform that was applied.
     *
     * @param transform the transform
     * @param before the grid it was applied on
     */
    record Step(RecipeStep transform, Grid before) { }

    private final Volume volume;
    private final VolumeFrame scan;
    private final List<Step> steps;

    Preprocessed(Volume volume, Volume scan, List<Step> steps) {
        this.volume = volume;
        this.scan = scan.frame();
        this.steps = List.copyOf(steps);
    }

    /** {@return what the network sees: the image on its grid} */
    public Volume volume() {
        return volume;
    }

    /**
     * Carries a result back onto the scan's own grid: the inverse of each step in reverse order. Resampling is trilinear
     * where that of the image was; outside the cropped box the result is 0.
     *
     * @param result values on the grid of {@link #volume()}, any number of channels
     * @return the values on the scan's grid, with its header
     * @throws IllegalArgumentException if the result has other sizes
     */
    public Volume invert(Volume result) {
        if (!result.grid().isNear(volume.grid(), 1e-3)) {
            throw new IllegalArgumentException("preprocessing: result has " + result.grid().describeSizes() + " voxels at "
                    + result.grid().affine() + ", expected " + volume.grid().describeSizes() + " at "
                    + volume.grid().affine());
        }
        VolumePlanes planes = new VolumePlanes(result);
        WayBack way = wayBack();
        VoxelBox box = way.box();
        int voxels = scan.grid().voxels();
        float[] values = new float[scan.grid().values(result.channels())];
        Threads.each(box.size(0), (long) box.size(1) * box.size(2) * result.channels(), plane -> {
            int x = box.fromX() + plane;
            float[] row = new float[box.size(2)];
            RowReader reader = way.reader();
            for (int y = box.fromY(); y < box.toY(); y++) {
                reader.moveTo(planes, x, y, box.fromZ(), box.toZ());
                for (int channel = 0; channel < result.channels(); channel++) {
                    reader.read(channel, row);
                    int to = channel * voxels + way.place(x, y, box.fromZ());
                    for (int z = 0; z < row.length; z++) {
                        values[to + z * way.stride()] = row[z];
                    }
                }
            }
        });
        return scan.volume(result.channels(), values);
    }

    /**
     * Brings a label map of the scan along: the same box, the same axes, the same padding, and the nearest voxel where the image
     * was resampled by {@link Spacing}, as in the published recipes; labels as such by {@link ResampleToSpacing}.
     *
     * @param label values on the scan's own grid
     * @return the values on the grid of {@link #volume()}
     * @throws IllegalArgumentException if the label map lies on another grid
     */
    public Volume bringLabel(Volume label) {
        if (!label.grid().isNear(scan.grid(), 1e-3)) {
            throw new IllegalArgumentException("preprocessing: the label map has " + label.grid().describeSizes() + " voxels at "
                    + label.grid().affine() + ", expected " + scan.grid().describeSizes() + " at " + scan.grid().affine()
                    + " as the image");
        }
        Volume brought = label;
        for (int i = 0; i < steps.size(); i++) {
            Grid before = steps.get(i).before();
            Grid after = i + 1 < steps.size() ? steps.get(i + 1).before() : volume.grid();
            brought = switch (steps.get(i).transform()) {
                case ForegroundCrop _ -> Box.between(before, after).cut(brought, after);
                case Orientation orientation -> orientation.apply(brought);
                case Spacing spacing -> new Spacing(spacing.spacing(), Interpolation.NEAREST, spacing.alignCorners()).apply(brought);
                case ResampleToSpacing resample ->
                        new ResampleToSpacing(resample.spacing(), ResampleToSpacing.Content.LABELS).apply(brought);
                case SpatialPad _ -> Box.between(before, after).cut(brought, after);
            };
        }
        return brought;
    }

    /** {@return the same way for parts of a result} */
    public WayBack wayBack() {
        return WayBack.of(steps, scan.grid(), volume.grid());
    }

    /** {@return where the scan lies, with its header and warnings; the scan itself is not kept} */
    public VolumeFrame scan() {
        return scan;
    }
}
