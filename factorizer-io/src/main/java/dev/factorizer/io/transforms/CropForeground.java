package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts out the smallest box that holds every voxel above 0 in any channel, and a margin around it (MONAI's
 * {@code CropForeground}).
 *
 * @param margin voxels added on both sides of each axis
 * @param allowSmaller whether the box ends where the image does; otherwise zeros are added there
 */
public record CropForeground(List<Integer> margin, boolean allowSmaller) implements ForegroundCrop {
    /** Checks the margin. */
    public CropForeground {
        margin = List.copyOf(margin);
        if (margin.size() != 3 || margin.stream().anyMatch(voxels -> voxels < 0 || voxels > 1 << 20)) {
            throw new IllegalArgumentException("cropForeground: margin is " + margin
                    + ", expected three numbers of voxels, at least 0");
        }
    }

    /**
     * The same margin on all axes, within the image.
     *
     * @param margin voxels added on both sides of each axis
     */
    public CropForeground(int margin) {
        this(List.of(margin, margin, margin), true);
    }

    /**
     * Cuts out the box.
     *
     * @param image the image
     * @return the box
     * @throws IllegalArgumentException if no voxel is above 0
     */
    @Override
    public Volume apply(Volume image) {
        Grid grid = image.grid();
        int[] least = grid.sizes();
        int[] most = {-1, -1, -1};
        Foreground.bound(image, Foreground.POSITIVE, least, most);
        if (most[0] < 0) {
            throw new IllegalArgumentException("cropForeground: the image has no value above 0, so there is nothing to cut"
                    + " out; check the file");
        }
        int[] size = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            int start = least[axis] - margin.get(axis);
            int end = most[axis] + 1 + margin.get(axis);
            least[axis] = allowSmaller ? Math.max(0, start) : start;
            size[axis] = (allowSmaller ? Math.min(grid.size(axis), end) : end) - least[axis];
        }
        Box box = new Box(least, size);
        boolean whole = Arrays.equals(size, grid.sizes()) && Arrays.equals(least, new int[3]);
        return whole ? image : box.cut(image, box.within(grid));
    }

    @Override
    public Volume invert(Volume result, Grid original) {
        return Box.between(result.grid(), original).cut(result, original);
    }
}
