package dev.factorizer.io.datacheck;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Holds grids against each other, and axes against right angles; each by what it means at the far corner of the image. */
final class GridCheck {
    /** How far the end of an axis may be off a right angle, in voxels. */
    private static final double LARGEST_SHEAR = 0.1;

    private GridCheck() { }

    /** How a grid differs from that of another file; empty if voxels of equal index lie in the same place. */
    static Optional<String> difference(Grid grid, Grid expected, Path other) {
        if (grid.x() != expected.x() || grid.y() != expected.y() || grid.z() != expected.z()) {
            return Optional.of("has " + grid.describeSizes() + " voxels, expected " + expected.describeSizes() + " as in " + other
                    + "; resample it, for example by --resample");
        }
        double apart = apart(grid, expected);
        return apart <= Volumes.TOLERANCE ? Optional.empty() : Optional.of(String.format(Locale.ROOT, "lies up to %.4g mm away from %s,"
                + " expected at most %s mm: its affine is %s, that of the other %s; resample it, for example by --resample", apart, other,
                Volumes.TOLERANCE, grid.affine(), expected.affine()));
    }

    /** The largest distance of corresponding corners, in mm. */
    private static double apart(Grid one, Grid other) {
        double largest = 0;
        for (int corner = 0; corner < 8; corner++) {
            double x = (corner & 1) * (one.x() - 1.0);
            double y = (corner >> 1 & 1) * (one.y() - 1.0);
            double z = (corner >> 2) * (one.z() - 1.0);
            double[] a = one.affine().apply(x, y, z);
            double[] b = other.affine().apply(x, y, z);
            largest = Math.max(largest, Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])
                    + (a[2] - b[2]) * (a[2] - b[2])));
        }
        return largest;
    }

    /** Which axes are not at right angles; empty if all are, as far as voxels show it. */
    static Optional<String> shear(Grid grid) {
        Affine affine = grid.affine();
        double[] spacing = affine.spacing();
        double largest = 0;
        double angle = 90;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double dot = 0;
                for (int row = 0; row < 3 && i != j; row++) {
                    dot += affine.get(row, i) * affine.get(row, j);
                }
                double cosine = dot / (spacing[i] * spacing[j]);
                double voxels = Math.abs(cosine) * (grid.size(j) - 1) * spacing[j] / spacing[i];
                if (voxels > largest) {
                    largest = voxels;
                    angle = Math.toDegrees(Math.acos(Math.clamp(cosine, -1, 1)));
                }
            }
        }
        return largest <= LARGEST_SHEAR ? Optional.empty() : Optional.of(String.format(Locale.ROOT, "has axes at %.3f degrees, expected right"
                + " angles: it is off by %.1f voxels at the end of an axis, and programs such as those of ITK refuse or straighten it",
                angle, largest));
    }
}
