package dev.factorizer.io.metaimage;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.voxels.WorldAxes;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the voxels of a MetaImage lie: each row of its matrix is the direction of an axis, in coordinates to the left, the back and the
 * top. The center of rotation moves nothing, as in ITK.
 */
final class MetaImageGeometry {
    private MetaImageGeometry() { }

    static Affine of(MetaImageHeader header, Consumer<String> warnings) throws IOException {
        int dimensions = header.dimensions();
        int axes = Math.min(3, dimensions);
        Optional<double[]> matrix = header.numbers(dimensions * dimensions, "TransformMatrix", "Orientation", "Rotation");
        Optional<double[]> spacing = header.numbers(dimensions, "ElementSpacing", "ElementSize");
        double[] offset = header.numbers(dimensions, "Offset", "Position", "Origin").orElse(new double[dimensions]);
        if (spacing.isEmpty()) {
            warnings.accept("has no ElementSpacing; voxels are taken to be 1 mm apart");
        }
        double[][] steps = new double[axes][3];
        for (int axis = 0; axis < axes; axis++) {
            double length = spacing.isEmpty() ? 1 : spacing.get()[axis];
            for (int i = 0; i < dimensions; i++) {
                double direction = matrix.isEmpty() ? i == axis ? 1 : 0 : matrix.get()[axis * dimensions + i];
                if (i < axes) {
                    steps[axis][i] = direction * length;
                } else if (direction != 0) {
                    throw new MalformedFileException(header.file(), "TransformMatrix mixes axes of space with the fourth, expected 0"
                            + " there");
                }
            }
        }
        double[] origin = new double[3];
        System.arraycopy(offset, 0, origin, 0, axes);
        try {
            return WorldAxes.LPS.affine(steps, origin, unit(header, warnings));
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(header.file(), "its TransformMatrix, ElementSpacing and Offset make no geometry: "
                    + e.getMessage(), e);
        }
    }

    private static double unit(MetaImageHeader header, Consumer<String> warnings) {
        String name = header.field("DistanceUnits").orElse("mm").toLowerCase(Locale.ROOT);
        double unit = switch (name) {
            case "um" -> 0.001;
            case "cm" -> 10;
            default -> 1;
        };
        if (unit != 1) {
            warnings.accept("DistanceUnits is " + name + "; lengths are converted to mm, while ITK takes the numbers as they are");
        } else if (!name.equals("mm") && !name.equals("?")) {
            warnings.accept("DistanceUnits is " + MetaImageHeader.cut(name) + ", expected mm, um or cm; lengths are taken as mm");
        }
        return unit;
    }
}
