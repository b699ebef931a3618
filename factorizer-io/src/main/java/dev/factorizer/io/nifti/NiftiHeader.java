package dev.factorizer.io.nifti;

import java.util.List;

/**
 * A header, its fields as stored.
 *
 * @param version 1 or 2
 * @param bigEndian whether numbers have their high byte first
 * @param shape the sizes, one for each dimension the file declares, first index fastest
 * @param type what a voxel is
 * @param pixdim eight numbers: qfac, then the step along each dimension
 * @param voxelOffset where the voxels begin in the file
 * @param slope scl_slope; 0 or not finite means no scaling
 * @param intercept scl_inter
 * @param units xyzt_units
 * @param description descrip
 * @param qformCode what the quaternion's space is; 0 for none
 * @param sformCode what the matrix' space is; 0 for none
 * @param quaternion b, c, d and the offsets x, y, z
 * @param sform the first three rows of the matrix, row by row
 * @param extensions header extensions
 * @param raw all header bytes as read, which keep the fields that are not named here
 */
public record NiftiHeader(int version, boolean bigEndian, List<Integer> shape, NiftiType type, List<Double> pixdim,
        long voxelOffset, double slope, double intercept, int units, String description, int qformCode, int sformCode,
        List<Double> quaternion, List<Double> sform, List<NiftiExtension> extensions, byte[] raw) {
    /** Spaces in millimeters, times in seconds: a value for {@code units}. */
    public static final int MILLIMETERS_SECONDS = 2 | 8;

    /** Copies lists and bytes, and checks how many there are. */
    public NiftiHeader {
        shape = List.copyOf(shape);
        pixdim = List.copyOf(pixdim);
        quaternion = List.copyOf(quaternion);
        sform = List.copyOf(sform);
        extensions = List.copyOf(extensions);
        raw = raw.clone();
        if (version < 1 || version > 2 || raw.length != HeaderLayout.of(version).bytes || shape.isEmpty()
                || shape.size() > 7 || pixdim.size() != 8 || quaternion.size() != 6 || sform.size() != 12) {
            throw new IllegalArgumentException("nifti header: version " + version + " with " + raw.length
                    + " bytes, shape " + shape + ", " + pixdim.size() + " steps, " + quaternion.size()
                    + " numbers of the qform, " + sform.size() + " of the sform; expected version 1 or 2 with 348 or 540"
                    + " bytes, 1 to 7 sizes, 8 steps, 6 and 12 numbers");
        }
    }

    /**
     * A header like this one, to be changed.
     *
     * @return a builder
     */
    public NiftiHeaderBuilder toBuilder() {
        return new NiftiHeaderBuilder(this);
    }

    /**
     * The size of a dimension, also of one beyond the shape.
     *
     * @param dimension from 0
     * @return the size; 1 beyond the shape
     */
    public int size(int dimension) {
        return dimension < shape.size() ? shape.get(dimension) : 1;
    }

    /** {@return a copy of the header's bytes} */
    @Override
    public byte[] raw() {
        return raw.clone();
    }

    /**
     * Whether stored numbers are scaled.
     *
     * @return false if slope is 0 or not finite
     */
    public boolean scaled() {
        return slope != 0 && Double.isFinite(slope);
    }

    /**
     * The unit of space.
     *
     * @return {@code meter}, {@code mm}, {@code micron} or {@code unknown}
     */
    public String spaceUnit() {
        return switch (units & 7) {
            case 1 -> "meter";
            case 2 -> "mm";
            case 3 -> "micron";
            default -> "unknown";
        };
    }

    /**
     * The unit of the fourth dimension.
     *
     * @return {@code sec}, {@code msec}, {@code usec}, {@code hz}, {@code ppm}, {@code rads} or {@code unknown}
     */
    public String timeUnit() {
        return switch (units & 0x38) {
            case 8 -> "sec";
            case 16 -> "msec";
            case 24 -> "usec";
            case 32 -> "hz";
            case 40 -> "ppm";
            case 48 -> "rads";
            default -> "unknown";
        };
    }

    /**
     * The steps along the dimensions.
     *
     * @return as many as the shape has
     */
    public double[] zooms() {
        return pixdim.subList(1, 1 + shape.size()).stream().mapToDouble(Double::doubleValue).toArray();
    }
}
