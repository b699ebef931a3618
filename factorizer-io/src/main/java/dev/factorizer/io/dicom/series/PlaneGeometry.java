package dev.factorizer.io.dicom.series;

import java.util.Locale;

/**
 * Where the pixels of a slice are (PS3.3 C.7.6.2.1.1, the Image Plane Module).
 *
 * @param position the center of the first pixel
 * @param across the direction in which the column's number grows, of length 1 as far as its digits go
 * @param down the direction in which the row's number grows, likewise
 * @param acrossStep from one column to the next, in mm: the second number of PixelSpacing
 * @param downStep from one row to the next, in mm: the first number of PixelSpacing
 */
record PlaneGeometry(Vector position, Vector across, Vector down, double acrossStep, double downStep) {
    /** How much a direction's length may differ from 1, and the product of two from 0: files have few digits. */
    private static final double UNIT_TOLERANCE = 1e-3;
    private static final double LARGEST = 1e6;

    /** Checks the numbers. Directions stay as they are written, as in the standard's equation C.7.6.2.1-1 and in other programs. */
    PlaneGeometry {
        if (!position.isFinite() || position.length() > LARGEST) {
            throw new IllegalArgumentException("ImagePositionPatient is " + text(position) + ", expected a place in mm");
        }
        if (!(Math.abs(across.length() - 1) <= UNIT_TOLERANCE) || !(Math.abs(down.length() - 1) <= UNIT_TOLERANCE)
                || !(Math.abs(across.dot(down)) <= UNIT_TOLERANCE)) {
            throw new IllegalArgumentException("ImageOrientationPatient is " + text(across) + ", " + text(down)
                    + ", expected two directions of length 1 at a right angle");
        }
        if (!(acrossStep > 0 && acrossStep < LARGEST && downStep > 0 && downStep < LARGEST)) {
            throw new IllegalArgumentException("PixelSpacing is " + downStep + ", " + acrossStep + ", expected two positive numbers");
        }
    }

    /** The direction that looks at the slice's back: with across and down it makes a right-handed system. */
    Vector normal() {
        return across.cross(down).unit();
    }

    /** The same plane seen from another first pixel. */
    PlaneGeometry at(Vector other) {
        return new PlaneGeometry(other, across, down, acrossStep, downStep);
    }

    /** Whether slices may be of one stack: they look in the same direction and have pixels of the same size. */
    boolean isParallel(PlaneGeometry other, double tolerance) {
        return across.minus(other.across).length() <= tolerance && down.minus(other.down).length() <= tolerance
                && Math.abs(acrossStep / other.acrossStep - 1) <= tolerance && Math.abs(downStep / other.downStep - 1) <= tolerance;
    }

    /** Which plane of the body it is nearest to. */
    String describe() {
        Vector normal = normal();
        double x = Math.abs(normal.x());
        double y = Math.abs(normal.y());
        double z = Math.abs(normal.z());
        return z >= x && z >= y ? "axial" : x >= y ? "sagittal" : "coronal";
    }

    /** The size of its pixels, from column to column and from row to row. */
    String describePixels() {
        return String.format(Locale.ROOT, "%.4g×%.4g mm", acrossStep, downStep);
    }

    private static String text(Vector vector) {
        return String.format(Locale.ROOT, "%.6g %.6g %.6g", vector.x(), vector.y(), vector.z());
    }
}
