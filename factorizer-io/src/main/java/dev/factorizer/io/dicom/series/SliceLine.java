package dev.factorizer.io.dicom.series;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.volume.Affine;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Slices one behind the other: they must lie on a straight line in even steps. The step needn't be along the normal: with a
 * tilted gantry it isn't, and the affine is sheared.
 */
final class SliceLine {
    /** How much a step may differ from the mean, relative to it, without a word. */
    static final double EVEN = 1e-2;
    /** How much it may with a warning: this part of the mean, but at most so many mm (as in dcm2niix). */
    static final double NEARLY_EVEN = 0.1;
    static final double NEARLY_EVEN_MM = 0.2;
    /** How far a slice may lie beside the line, in mm. */
    static final double STRAIGHT_MM = 0.1;
    /** From this sine of the angle between step and normal on, programs built on ITK refuse the affine in a NIfTI file. */
    static final double TILT = 1e-4;
    private static final double WHOLE = 0.1;

    private final List<Slice> slices;
    private final List<String> warnings;
    private final Vector normal;
    private final Vector start;
    private final Vector step;

    /**
     * Checks slices and measures their step.
     *
     * @param slices at least one, parallel, sorted along their normal, no two in one plane
     * @param warnings where warnings go
     * @throws MalformedFileException if they make no volume
     */
    SliceLine(List<Slice> slices, List<String> warnings) throws MalformedFileException {
        this.slices = slices;
        this.warnings = warnings;
        this.normal = slices.getFirst().plane().normal();
        this.start = slices.getFirst().plane().position();
        this.step = slices.size() == 1 ? stepOfOne() : measuredStep();
    }

    private Vector stepOfOne() {
        Slice slice = slices.getFirst();
        double spacing = slice.thickness().spacing();
        double thickness = slice.thickness().thickness();
        double length = spacing > 0 ? spacing : thickness > 0 ? thickness : 1;
        warnings.add(slice.file() + ": is the only slice of its series; " + (spacing > 0 ? "SpacingBetweenSlices"
                : thickness > 0 ? "SliceThickness" : "neither SpacingBetweenSlices nor SliceThickness is there, so 1 mm") + (spacing > 0
                || thickness > 0 ? ", " + mm(length) + "," : "") + " is taken as its size along the third axis");
        return normal.times(length);
    }

    private Vector measuredStep() throws MalformedFileException {
        Vector whole = slices.getLast().plane().position().minus(start);
        int steps = slices.size() - 1;
        double mean = whole.dot(normal) / steps;
        double worst = 0;
        for (int i = 1; i <= steps; i++) {
            worst = Math.max(worst, Math.abs(distance(i) - mean));
        }
        if (worst > Math.min(NEARLY_EVEN * mean, NEARLY_EVEN_MM) && worst > EVEN * mean) {
            throw uneven(mean);
        }
        if (worst > EVEN * mean) {
            warnings.add(slices.getFirst().file() + ": and its series have slices in uneven steps, which differ from their mean of "
                    + mm(mean) + " by up to " + mm(worst) + "; the mean is taken for all");
        }
        requireStraight(whole, mean * steps);
        double sine = Math.sqrt(Math.max(0, 1 - square(whole.dot(normal) / whole.length())));
        if (sine > TILT) {
            warnings.add(slices.getFirst().file() + ": and its series are tilted: each slice is displaced against the one before, by an"
                    + " angle of " + String.format(Locale.ROOT, "%.2f", Math.toDegrees(Math.asin(sine))) + "° in all (gantry tilt);"
                    + " the affine is sheared, exactly, and programs built on ITK refuse such a NIfTI file");
        }
        return whole.times(1.0 / steps);
    }

    /** From the slice before to this one, along the normal. */
    private double distance(int slice) {
        return slices.get(slice).plane().position().minus(slices.get(slice - 1).plane().position()).dot(normal);
    }

    private MalformedFileException uneven(double mean) {
        double[] distances = new double[slices.size() - 1];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = distance(i + 1);
        }
        double[] sorted = distances.clone();
        Arrays.sort(sorted);
        double usual = sorted[(sorted.length - 1) / 2];
        boolean multiples = Arrays.stream(distances).allMatch(one -> Math.abs(one / usual - Math.rint(one / usual)) < WHOLE);
        int at = 0;
        for (int i = 0; i < distances.length; i++) {
            at = Math.abs(distances[i] - usual) > Math.abs(distances[at] - usual) ? i : at;
        }
        Slice before = slices.get(at);
        Slice after = slices.get(at + 1);
        String where = "slices at " + place(before) + " and " + place(after) + " (" + before.name() + ") are " + mm(distances[at])
                + " apart";
        long missing = Math.round(Arrays.stream(distances).map(one -> Math.rint(one / usual) - 1).sum());
        return multiples && missing > 0
                ? new MalformedFileException(after.file(), where + ", expected " + mm(usual) + " as between most others: "
                        + missing + (missing == 1 ? " slice is" : " slices are") + " missing in the series; export it again, whole")
                : new MalformedFileException(after.file(), where + ", expected about " + mm(usual) + " as between most others (mean "
                        + mm(mean) + "): slices of mixed spacings make no volume; choose the files of one spacing");
    }

    private void requireStraight(Vector whole, double height) throws MalformedFileException {
        for (Slice slice : slices) {
            Vector offset = slice.plane().position().minus(start);
            double beside = offset.minus(whole.times(offset.dot(normal) / height)).length();
            if (beside > STRAIGHT_MM) {
                throw new MalformedFileException(slice.file(), "slice at " + place(slice) + " lies " + mm(beside) + " beside the"
                        + " line from the first slice of its series to the last, expected at most " + mm(STRAIGHT_MM)
                        + "; displaced slices make no volume");
            }
        }
    }

    /** Where a slice is along the normal, for messages. */
    static String place(Slice slice) {
        return mm(slice.plane().position().dot(slice.plane().normal()));
    }

    private static String mm(double length) {
        return String.format(Locale.ROOT, "%.4g mm", length);
    }

    private static double square(double value) {
        return value * value;
    }

    /**
     * Voxel (column, row, slice) to the world: RAS+ mm, so two of DICOM's axes are turned round, by a difference, so that no zero is
     * negative.
     */
    Affine affine() {
        PlaneGeometry plane = slices.getFirst().plane();
        Vector x = plane.across().times(plane.acrossStep());
        Vector y = plane.down().times(plane.downStep());
        return Affine.of(0 - x.x(), 0 - y.x(), 0 - step.x(), 0 - start.x(), 0 - x.y(), 0 - y.y(), 0 - step.y(), 0 - start.y(),
                x.z(), y.z(), step.z(), start.z(), 0, 0, 0, 1);
    }
}
