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
    /** Copies lists and bytes. */
    public NiftiHeader {
        shape = List.copyOf(shape);
        pixdim = List.copyOf(pixdim);
        quaternion = List.copyOf(quaternion);
        sform = List.copyOf(sform);
        extensions = List.copyOf(extensions);
        raw = raw.clone();
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
