package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.Arrays;

/**
 * Cuts out the smallest box that holds every voxel that is not 0 in some channel (nnU-Net's cropping); an image of zeros stays
 * whole.
 */
public record CropToNonzero() implements ForegroundCrop {
    @Override
    public Volume apply(Volume image) {
        Grid grid = image.grid();
        int[] least = grid.sizes();
        int[] most = {-1, -1, -1};
        Foreground.bound(image, Foreground.NONZERO, least, most);
        int[] size = {most[0] + 1 - least[0], most[1] + 1 - least[1], most[2] + 1 - least[2]};
        if (most[0] < 0 || Arrays.equals(size, grid.sizes())) {
            return image;
        }
        Box box = new Box(least, size);
        return box.cut(image, box.within(grid));
    }

    @Override
    public Volume invert(Volume result, Grid original) {
        return Box.between(result.grid(), original).cut(result, original);
    }
}
