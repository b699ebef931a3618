package dev.factorizer.io.nifti;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says where other programs see a file's voxels in other places or of other sizes than this one does. */
final class GeometryWarnings {
    /** What single precision leaves of sizes that are the same; ITK warns from here on, too. */
    private static final double SIZES = 1e-3;
    /** The part of a voxel by which corners may differ. */
    private static final double PLACES = 0.1;
    private static final int LAST_CODE = 5;
    /** Digits up to which a number is written without an exponent. */
    private static final int LONGEST = 9;

    private final NiftiHeader header;
    private final double[] affine;
    private final int axes;

    /**
     * Compares geometries.
     *
     * @param header as it is in the file, before anything was mended
     * @param affine what this program takes, in the file's unit
     */
    GeometryWarnings(NiftiHeader header, double[] affine) {
        this.header = header;
        this.affine = affine;
        this.axes = Math.min(3, header.shape().size());
    }

    void report(Consumer<String> warnings) {
        code("sform_code", header.sformCode(), warnings);
        if (header.sformCode() <= 0) {
            code("qform_code", header.qformCode(), warnings);
        }
        unit(warnings);
        // ITK reads no NIfTI-2, and an image of one axis has no directions.
        boolean comparable = header.version() == 1 && axes > 1;
        Optional<ItkGeometry> itk = comparable ? ItkGeometry.of(header) : Optional.empty();
        if (hasOtherSizes()) {
            sizes(itk, warnings);
        } else if (itk.isPresent()) {
            places(itk.get(), warnings);
        }
        if (comparable && itk.isEmpty()) {
            warnings.accept("the axes of the sform are not at right angles; it is taken as it is, as nibabel does, while ITK"
                    + " refuses the file");
        }
    }

    private static void code(String field, int code, Consumer<String> warnings) {
        if (code > LAST_CODE) {
            warnings.accept(field + " is " + code + ", expected 0 to " + LAST_CODE
                    + "; the form is taken, as ITK does, while nibabel leaves it out");
        }
    }

    private void unit(Consumer<String> warnings) {
        if (millimeters() != 1) {
            warnings.accept("xyzt_units says " + header.spaceUnit() + "; lengths are converted to mm, as ITK does, while nibabel"
                    + " takes the numbers as they are");
        }
    }

    private double millimeters() {
        return switch (header.spaceUnit()) {
            case "meter" -> 1000;
            case "micron" -> 0.001;
            default -> 1;
        };
    }

    private boolean hasOtherSizes() {
        return IntStream.range(0, axes).anyMatch(axis -> {
            double here = Quaternion.step(affine, axis);
            double there = ItkGeometry.step(header, axis);
            return Math.abs(here - there) > SIZES * Math.max(here, there);
        });
    }

    private void sizes(Optional<ItkGeometry> itk, Consumer<String> warnings) {
        double factor = 1;
        for (int axis = 0; axis < axes; axis++) {
            factor *= ItkGeometry.step(header, axis) / Quaternion.step(affine, axis);
        }
        warnings.accept("sform and pixdim disagree: voxels are " + product(axis -> Quaternion.step(affine, axis))
                + " by the sform and " + product(axis -> header.pixdim().get(axis + 1)) + " by pixdim; the sform is taken, as"
                + " nibabel does, while " + itk.map(geometry -> geometry.form() == ItkGeometry.Form.QFORM ? "ITK takes pixdim and the qform"
                        : "ITK takes pixdim").orElse("other programs may take pixdim")
                + (Math.abs(factor - 1) > SIZES ? ", so that volumes there are " + number(factor) + " times as large" : ""));
    }

    private String product(IntToDoubleFunction size) {
        return IntStream.range(0, axes).mapToObj(axis -> number(size.applyAsDouble(axis))).collect(Collectors.joining("×"));
    }

    private void places(ItkGeometry itk, Consumer<String> warnings) {
        double distance = furthest(itk.affine());
        double smallest = IntStream.range(0, axes).mapToDouble(axis -> Quaternion.step(affine, axis)).min().orElseThrow();
        if (distance <= PLACES * smallest) {
            return;
        }
        String difference = Double.isFinite(distance)
                ? "; corners of the image lie up to " + number(distance * millimeters()) + " mm apart" : "; there it is unusable";
        String turned = "ITK reads the form in another way than nibabel, whose way is taken";
        String negative = "a number of pixdim is negative; only its size is taken, as nibabel does, while ITK turns the axis round";
        warnings.accept(switch (itk.form()) {
            case NEITHER -> "neither sform nor qform has a code; the middle of the image is taken as the origin, as nibabel"
                    + " does, while ITK takes the first voxel and has y to the back";
            case QFORM -> header.sformCode() > 0
                    ? "sform and qform disagree; the sform is taken, as nibabel does, while ITK may take the qform"
                    : hasNegativeStep() ? negative : turned;
            case SFORM -> hasNegativeStep() ? negative : turned;
        } + difference);
    }

    private boolean hasNegativeStep() {
        return header.pixdim().subList(0, 1 + axes).stream().anyMatch(step -> step < 0);
    }

    /** The largest distance between the places of a corner, in the file's unit. */
    private double furthest(double[] other) {
        double furthest = 0;
        for (int corner = 0; corner < 1 << axes; corner++) {
            double square = 0;
            // An image of two axes has a world of two, as ITK sees it.
            for (int row = 0; row < axes; row++) {
                double difference = affine[4 * row + 3] - other[4 * row + 3];
                for (int axis = 0; axis < axes; axis++) {
                    double index = (corner >> axis & 1) * (header.size(axis) - 1);
                    difference += index * (affine[4 * row + axis] - other[4 * row + axis]);
                }
                square += difference * difference;
            }
            furthest = Math.max(furthest, Math.sqrt(square));
        }
        return furthest;
    }

    /** Four digits are enough to see what is meant. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
        return Math.abs(rounded.scale()) > LONGEST ? rounded.toString() : rounded.toPlainString();
    }
}
