package dev.factorizer.report.pictures;

import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;

/**
 * A slice of a grid as a picture: which voxel each pixel shows. Of oblique scans, the voxel axes nearest to the body's are taken, so
 * nothing is interpolated.
 *
 * @param grid of the voxels
 * @param plane which way it is cut
 * @param slice the index along the voxel axis that goes through it
 */
public record PlaneView(Grid grid, AnatomicalPlane plane, int slice) {
    /** Checks the slice. */
    public PlaneView {
        if (slice < 0 || slice >= grid.size(grid.affine().axisCodes().voxelAxis(plane.through()))) {
            throw new IllegalArgumentException("picture: slice is " + slice + " of the " + plane.title() + " planes, expected one of "
                    + grid.size(grid.affine().axisCodes().voxelAxis(plane.through())));
        }
    }

    /**
     * {@return the slice through a voxel}
     *
     * @param grid of the voxels
     * @param plane which way it is cut
     * @param voxel its three indices
     */
    public static PlaneView through(Grid grid, AnatomicalPlane plane, int[] voxel) {
        return new PlaneView(grid, plane, voxel[grid.affine().axisCodes().voxelAxis(plane.through())]);
    }

    private AxisCodes codes() {
        return grid.affine().axisCodes();
    }

    private int columnAxis() {
        return codes().voxelAxis(plane.across());
    }

    private int rowAxis() {
        return codes().voxelAxis(plane.down());
    }

    /** {@return pixels from left to right} */
    public int width() {
        return grid.size(columnAxis());
    }

    /** {@return pixels from top to bottom} */
    public int height() {
        return grid.size(rowAxis());
    }

    /** {@return the width of a pixel in mm} */
    public double pixelWidth() {
        return grid.spacing()[columnAxis()];
    }

    /** {@return the height of a pixel in mm} */
    public double pixelHeight() {
        return grid.spacing()[rowAxis()];
    }

    /**
     * The place of each pixel's voxel in (X, Y, Z), the last index fastest.
     *
     * @return places, row by row from the top, each from left to right
     */
    public int[] voxels() {
        int columns = columnAxis();
        int rows = rowAxis();
        AxisCodes codes = codes();
        int width = width();
        int height = height();
        int[] places = new int[width * height];
        int[] index = new int[3];
        index[codes.voxelAxis(plane.through())] = slice;
        for (int row = 0; row < height; row++) {
            // World axes point right, front and up, pictures go to the left, to the back and down.
            index[rows] = codes.isReversed(rows) ? row : height - 1 - row;
            for (int column = 0; column < width; column++) {
                index[columns] = codes.isReversed(columns) ? column : width - 1 - column;
                places[row * width + column] = (index[0] * grid.y() + index[1]) * grid.z() + index[2];
            }
        }
        return places;
    }
}
