package dev.factorizer.models.layers;

import java.util.ArrayList;
import java.util.List;

/**
 * How an image falls into windows of attention (Liu et al. 2021, Fig. 4).
 *
 * @param size of a window along each axis
 * @param shift by how many voxels the windows are moved along each axis; 0 where one window is the whole axis
 * @param padding how many zeros follow each axis
 * @param grid how many windows lie along each axis
 */
record ShiftedWindows(List<Integer> size, List<Integer> shift, List<Integer> padding, List<Integer> grid) {
    static ShiftedWindows of(List<Integer> image, int window, boolean shifted) {
        List<Integer> size = new ArrayList<>();
        List<Integer> shift = new ArrayList<>();
        List<Integer> padding = new ArrayList<>();
        List<Integer> grid = new ArrayList<>();
        for (int voxels : image) {
            int side = Math.min(voxels, window);
            int count = Math.ceilDiv(voxels, side);
            size.add(side);
            shift.add(shifted && voxels > window ? window / 2 : 0);
            padding.add(count * side - voxels);
            grid.add(count);
        }
        return new ShiftedWindows(size, shift, padding, grid);
    }

    /** How many voxels a window has. */
    int voxels() {
        return size.stream().reduce(1, Math::multiplyExact);
    }

    /** How many windows there are. */
    int cells() {
        return grid.stream().reduce(1, Math::multiplyExact);
    }

    boolean shifted() {
        return shift.stream().anyMatch(voxels -> voxels > 0);
    }

    /** Windows moved forward are an image moved back. */
    List<Integer> roll() {
        return shift.stream().map(voxels -> -voxels).toList();
    }

    /**
     * For each window and voxel of the rolled image a number, the same for voxels of one window that were close in the image. Along
     * each axis the last window has two parts: what was before the end of the image, and what came over from its beginning.
     */
    float[] regions() {
        int voxels = voxels();
        float[] regions = new float[cells() * voxels];
        for (int i = 0; i < cells(); i++) {
            for (int j = 0; j < voxels; j++) {
                regions[i * voxels + j] = region(i, j);
            }
        }
        return regions;
    }

    private int region(int cell, int voxel) {
        int region = 0;
        int weight = 1;
        for (int axis = size.size() - 1; axis >= 0; axis--) {
            boolean last = cell % grid.get(axis) == grid.get(axis) - 1;
            boolean rolled = voxel % size.get(axis) >= size.get(axis) - shift.get(axis);
            region += last && rolled ? weight : 0;
            weight *= 2;
            cell /= grid.get(axis);
            voxel /= size.get(axis);
        }
        return region;
    }
}
