package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of results from a network's grid back to the scan's own, for any part of them. Between both lies the scan as it was
 * before it was resampled, cropped and with its axes turned: its voxels are read row by row from the network's grid by a {@link
 * RowReader}, and {@link #place} says where they are in the scan. What it gives is what {@link Preprocessed#invert} gives.
 */
public final class WayBack {
    private final Grid turned;
    /** Null where voxels lie on voxels. */
    private final @Nullable Resampling resampling;
    /** From a voxel, or from where it lies before padding, to the network's grid. */
    private final int[] padding;
    private final int[] strides = new int[3];
    private final int[] first = new int[3];
    private final int[] end = new int[3];
    private int base;

    private WayBack(Grid turned, @Nullable Resampling resampling, int[] padding) {
        this.turned = turned;
        this.resampling = resampling;
        this.padding = padding;
    }

    /** The inverse of steps in the order of {@link Preprocessing}. */
    static WayBack of(List<Preprocessed.Step> steps, Grid scan, Grid network) {
        Grid turned = scan;
        Grid cropped = scan;
        Resampling resampling = null;
        int[] padding = new int[3];
        AxisCodes codes = scan.affine().axisCodes();
        for (int i = 0; i < steps.size(); i++) {
            Grid before = steps.get(i).before();
            Grid after = i + 1 < steps.size() ? steps.get(i + 1).before() : network;
            switch (steps.get(i).transform()) {
                case ForegroundCrop _ -> {
                    cropped = after;
                    turned = after;
                }
                case Orientation orientation -> {
                    codes = orientation.axisCodes();
                    turned = after;
                }
                case Spacing spacing -> resampling = spacing.back(after, before);
                case ResampleToSpacing resample -> resampling = resample.back(after, before);
                case SpatialPad _ -> padding = Box.between(after, before).start();
            }
        }
        WayBack way = new WayBack(turned, resampling, padding);
        way.place(scan, cropped, codes);
        return way;
    }

    private void place(Grid scan, Grid cropped, AxisCodes codes) {
        AxisCodes own = scan.affine().axisCodes();
        int[] outside = Box.between(cropped, scan).start();
        int[] steps = {scan.y() * scan.z(), scan.z(), 1};
        for (int axis = 0; axis < 3; axis++) {
            int to = codes.voxelAxis(own.worldAxis(axis));
            boolean flipped = codes.isReversed(to) != own.isReversed(axis);
            int last = turned.size(to) - 1;
            // Of the cropped box, what lies in the scan.
            int low = Math.max(0, outside[axis]);
            int high = Math.min(turned.size(to), scan.size(axis) + outside[axis]);
            strides[to] = flipped ? -steps[axis] : steps[axis];
            base += ((flipped ? last : 0) - outside[axis]) * steps[axis];
            first[to] = flipped ? last + 1 - high : low;
            end[to] = flipped ? last + 1 - low : high;
        }
    }

    /**
     * {@return the voxels that lie in the scan: indices of the scan as it was before it was resampled; all other voxels of the
     * scan are outside of what the network sees}
     */
    public VoxelBox box() {
        return new VoxelBox(first[0], end[0], first[1], end[1], first[2], end[2]);
    }

    /**
     * Where a voxel of {@link #box()} is in the scan.
     *
     * @param x its index along the first axis
     * @param y its index along the second axis
     * @param z its index along the third axis
     * @return its place in the scan's (X, Y, Z), the last index fastest
     */
    public int place(int x, int y, int z) {
        return base + x * strides[0] + y * strides[1] + z * strides[2];
    }

    /** {@return how far apart in the scan neighbors along the third axis are; negative where that runs backwards} */
    public int stride() {
        return strides[2];
    }

    /**
     * What voxels are read from.
     *
     * @param voxels a part of {@link #box()}
     * @return a box of the network's grid
     */
    public VoxelBox source(VoxelBox voxels) {
        int[] from = new int[3];
        int[] to = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            from[axis] = padding[axis] + (resampling == null ? voxels.from(axis) : (int) extreme(resampling, axis, voxels, -1));
            to[axis] = padding[axis] + (resampling == null ? voxels.to(axis)
                    : Math.min(resampling.source().size(axis), (int) extreme(resampling, axis, voxels, 1) + 2));
        }
        return new VoxelBox(from[0], to[0], from[1], to[1], from[2], to[2]);
    }

    private static double extreme(Resampling resampling, int axis, VoxelBox box, int sign) {
        double extreme = Double.NEGATIVE_INFINITY;
        for (int corner = 0; corner < 8; corner++) {
            extreme = Math.max(extreme, sign * resampling.coordinate(axis, (corner & 4) == 0 ? box.fromX() : box.toX() - 1,
                    (corner & 2) == 0 ? box.fromY() : box.toY() - 1, (corner & 1) == 0 ? box.fromZ() : box.toZ() - 1));
        }
        return sign * extreme;
    }

    /** {@return what reads rows of {@link #box()} from planes of the network's grid} */
    public RowReader reader() {
        return new RowReader(resampling, padding, turned.z());
    }
}
