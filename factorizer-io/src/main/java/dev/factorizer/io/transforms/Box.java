package dev.factorizer.io.transforms;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;

/** A box of voxels cut out of a volume; it may reach beyond, where it is 0. */
record Box(int[] start, int[] size) {
    private static final double WHOLE = 1e-3;

    /** The grid of this box within another. */
    Grid within(Grid grid) {
        return new Grid(size[0], size[1], size[2], grid.affine().at(grid.affine().apply(start[0], start[1], start[2])));
    }

    /** The box that one grid is within another, when only whole voxels lie between them. */
    static Box between(Grid from, Grid to) {
        Affine way = from.affine().inverse().multiply(to.affine());
        int[] start = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            double offset = way.get(axis, 3);
            start[axis] = Math.toIntExact(Math.round(offset));
            boolean same = Math.abs(offset - start[axis]) <= WHOLE;
            for (int other = 0; other < 3; other++) {
                same &= Math.abs(way.get(axis, other) - (axis == other ? 1 : 0)) <= WHOLE;
            }
            if (!same) {
                throw new IllegalArgumentException("transform: result lies on a grid with the affine " + from.affine()
                        + ", which is no part of the original one, " + to.affine());
            }
        }
        return new Box(start, to.sizes());
    }

    Volume cut(Volume image, Grid target) {
        Grid source = image.grid();
        float[] from = image.voxels();
        float[] voxels = new float[target.values(image.channels())];
        int low = Math.max(0, -start[2]);
        int high = Math.min(size[2], source.z() - start[2]);
        int first = Math.max(0, -start[0]);
        int planes = high > low ? Math.max(0, Math.min(size[0], source.x() - start[0]) - first) : 0;
        Threads.each(image.channels() * planes, (long) size[1] * size[2], task -> {
            int channel = task / planes;
            int x = first + task % planes;
            for (int y = Math.max(0, -start[1]); y < Math.min(size[1], source.y() - start[1]); y++) {
                int at = ((channel * source.x() + x + start[0]) * source.y() + y + start[1]) * source.z() + start[2];
                int to = ((channel * size[0] + x) * size[1] + y) * size[2];
                System.arraycopy(from, at + low, voxels, to + low, high - low);
            }
        });
        return new Volume(target, image.channels(), voxels);
    }
}
