package dev.factorizer.io.volume;

import java.util.Arrays;

/**
 * A 4×4 matrix from voxel indices to world coordinates: RAS+ (right, anterior, superior are positive), in millimeters. Its
 * last row is 0 0 0 1. Immutable.
 */
public final class Affine {
    private static final double SMALLEST_DETERMINANT = 1e-30;

    private final double[] rows;

    private Affine(double[] rows) {
        this.rows = rows;
    }

    /**
     * A matrix.
     *
     * @param rows 16 finite numbers, row by row, the last four 0 0 0 1
     * @return the affine
     * @throws IllegalArgumentException if it is no such matrix or can't be inverted
     */
    public static Affine of(double... rows) {
        if (rows.length != 16 || rows[12] != 0 || rows[13] != 0 || rows[14] != 0 || rows[15] != 1) {
            throw new IllegalArgumentException("affine: expected 16 numbers, the last four 0 0 0 1, found "
                    + Arrays.toString(rows));
        }
        for (double value : rows) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("affine: expected finite numbers, found " + value);
            }
        }
        Affine affine = new Affine(rows.clone());
        if (!(Math.abs(affine.determinant()) > SMALLEST_DETERMINANT)) {
            throw new IllegalArgumentException("affine: determinant is " + affine.determinant()
                    + ", expected three independent axes");
        }
        return affine;
    }

    /**
     * Steps along the world's own axes.
     *
     * @param x the step to the right in mm
     * @param y the step to the front in mm
     * @param z the step upwards in mm
     * @return the affine, voxel (0, 0, 0) at the world's origin
     */
    public static Affine diagonal(double x, double y, double z) {
        return of(x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0, 0, 0, 0, 1);
    }

    /**
     * An entry.
     *
     * @param row 0 to 3
     * @param column 0 to 3
     * @return its value
     */
    public double get(int row, int column) {
        return rows[4 * row + column];
    }

    /** {@return all 16 entries, row by row} */
    public double[] toArray() {
        return rows.clone();
    }

    /**
     * Where a voxel is in the world, or, for an affine between grids, where it is in the other grid.
     *
     * @param x index along the first axis
     * @param y index along the second axis
     * @param z index along the third axis
     * @return three coordinates
     */
    public double[] apply(double x, double y, double z) {
        double[] world = new double[3];
        for (int i = 0; i < 3; i++) {
            world[i] = rows[4 * i] * x + rows[4 * i + 1] * y + rows[4 * i + 2] * z + rows[4 * i + 3];
        }
        return world;
    }

    /**
     * This matrix times another: first the other, then this.
     *
     * @param other the right factor
     * @return the product
     */
    public Affine multiply(Affine other) {
        double[] product = new double[16];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                for (int k = 0; k < 4; k++) {
                    product[4 * i + j] += rows[4 * i + k] * other.rows[4 * k + j];
                }
            }
        }
        return of(product);
    }

    /** {@return world to voxel} */
    public Affine inverse() {
        double[] a = rows;
        double d = determinant();
        double[] b = new double[16];
        b[0] = (a[5] * a[10] - a[6] * a[9]) / d;
        b[1] = (a[2] * a[9] - a[1] * a[10]) / d;
        b[2] = (a[1] * a[6] - a[2] * a[5]) / d;
        b[4] = (a[6] * a[8] - a[4] * a[10]) / d;
        b[5] = (a[0] * a[10] - a[2] * a[8]) / d;
        b[6] = (a[2] * a[4] - a[0] * a[6]) / d;
        b[8] = (a[4] * a[9] - a[5] * a[8]) / d;
        b[9] = (a[1] * a[8] - a[0] * a[9]) / d;
        b[10] = (a[0] * a[5] - a[1] * a[4]) / d;
        for (int i = 0; i < 3; i++) {
            b[4 * i + 3] = -(b[4 * i] * a[3] + b[4 * i + 1] * a[7] + b[4 * i + 2] * a[11]);
        }
        b[15] = 1;
        return of(b);
    }

    /**
     * The same axes from another origin.
     *
     * @param origin where voxel (0, 0, 0) is, three coordinates in mm
     * @return the affine
     */
    public Affine at(double... origin) {
        double[] moved = rows.clone();
        for (int i = 0; i < 3; i++) {
            moved[4 * i + 3] = origin[i];
        }
        return of(moved);
    }

    /** {@return the distance between neighboring voxels along each axis, in mm} */
    public double[] spacing() {
        double[] steps = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            double x = rows[axis];
            double y = rows[4 + axis];
            double z = rows[8 + axis];
            steps[axis] = Math.sqrt(x * x + y * y + z * z);
        }
        return steps;
    }

    /** {@return the volume of a voxel in mm³} */
    public double voxelVolume() {
        return Math.abs(determinant());
    }

    /**
     * {@return which way the voxel axes run, three of R, L, A, P, S, I: the nearest direction of the world for each
     * axis, none twice}
     */
    public AxisCodes axisCodes() {
        return AxisCodes.of(this);
    }

    /**
     * Whether two affines are nearly the same.
     *
     * @param other the other
     * @param tolerance how much an entry may differ, in mm
     * @return true if none differs by more
     */
    public boolean isNear(Affine other, double tolerance) {
        for (int i = 0; i < 16; i++) {
            if (!(Math.abs(rows[i] - other.rows[i]) <= tolerance)) {
                return false;
            }
        }
        return true;
    }

    private double determinant() {
        double[] a = rows;
        return a[0] * (a[5] * a[10] - a[6] * a[9]) - a[1] * (a[4] * a[10] - a[6] * a[8])
                + a[2] * (a[4] * a[9] - a[5] * a[8]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Affine that && Arrays.equals(rows, that.rows);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rows);
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOf(rows, 12));
    }
}
