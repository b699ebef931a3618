package dev.factorizer.io.nifti;

import java.util.List;

/**
 * A header, its fields as stored and named as in nifti1.h.
 *
 * @param version 1 or 2
 * @param bigEndian whether numbers have their high byte first
 * @param shape dim[1] to dim[dim[0]]: the sizes, first index fastest
 * @param type datatype: what a voxel is
 * @param pixdim eight numbers: qfac, then the step along each dimension
 * @param voxOffset vox_offset: where the voxels begin in the file
 * @param sclSlope scl_slope; 0 or not finite means no scaling
 * @param sclInter scl_inter
 * @param xyztUnits xyzt_units
 * @param descrip the description
 * @param qformCode qform_code: what the quaternion's space is; 0 for none
 * @param sformCode sform_code: what the matrix' space is; 0 for none
 * @param quaternion quatern_b, quatern_c, quatern_d, qoffset_x, qoffset_y, qoffset_z
 * @param sform srow_x, srow_y, srow_z: the first three rows of the matrix
 * @param extensions header extensions
 * @param raw all header bytes as read, which keep the fields that are not named here
 */
public record NiftiHeader(int version, boolean bigEndian, List<Integer> shape, NiftiType type, List<Double> pixdim,
        long voxOffset, double sclSlope, double sclInter, int xyztUnits, String descrip, int qformCode, int sformCode,
        List<Double> quaternion, List<Double> sform, List<NiftiExtension> extensions, byte[] raw) {
    /** Spaces in millimeters, times in seconds: a value for {@code xyztUnits}. */
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

    /** {@return a builder of a header like this one} */
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

    /** {@return whether stored numbers are scaled: scl_slope is finite and not 0} */
    public boolean scaled() {
        return sclSlope != 0 && Double.isFinite(sclSlope);
    }

    /** {@return the unit of space: {@code meter}, {@code mm}, {@code micron} or {@code unknown}} */
    public String spaceUnit() {
        return switch (xyztUnits & 7) {
            case 1 -> "meter";
            case 2 -> "mm";
            case 3 -> "micron";
            default -> "unknown";
        };
    }

    /**
     * {@return the unit of the fourth dimension: {@code sec}, {@code msec}, {@code usec}, {@code hz}, {@code ppm},
     * {@code rads} or {@code unknown}}
     */
    public String timeUnit() {
        return switch (xyztUnits & 0x38) {
            case 8 -> "sec";
            case 16 -> "msec";
            case 24 -> "usec";
            case 32 -> "hz";
            case 40 -> "ppm";
            case 48 -> "rads";
            default -> "unknown";
        };
    }

    /** {@return the step along each dimension of the shape} */
    public double[] zooms() {
        return pixdim.subList(1, 1 + shape.size()).stream().mapToDouble(Double::doubleValue).toArray();
    }
}
