package dev.factorizer.io.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Makes a header, or changes some fields of one that was read and keeps all others. */
public final class NiftiHeaderBuilder {
    /** The space code for coordinates of the scanner. */
    private static final int SCANNER = 1;

    private int version;
    private boolean bigEndian;
    private List<Integer> shape;
    private NiftiType type;
    private List<Double> pixdim;
    private double sclSlope;
    private double sclInter;
    private int xyztUnits;
    private String descrip;
    private int qformCode;
    private int sformCode;
    private List<Double> quaternion;
    private List<Double> sform;
    private List<NiftiExtension> extensions;
    private byte[] raw;

    /**
     * A new NIfTI-1 header: little-endian, unscaled, one voxel, no forms.
     *
     * @param type what a voxel is
     */
    public NiftiHeaderBuilder(NiftiType type) {
        this(new NiftiHeader(1, false, List.of(1, 1, 1), type, Collections.nCopies(8, 1.0), 0, 1, 0, 0, "", 0, 0,
                Collections.nCopies(6, 0.0), Collections.nCopies(12, 0.0), List.of(), new byte[HeaderLayout.ONE.bytes]));
    }

    NiftiHeaderBuilder(NiftiHeader header) {
        version = header.version();
        bigEndian = header.bigEndian();
        shape = header.shape();
        type = header.type();
        pixdim = header.pixdim();
        sclSlope = header.sclSlope();
        sclInter = header.sclInter();
        xyztUnits = header.xyztUnits();
        descrip = header.descrip();
        qformCode = header.qformCode();
        sformCode = header.sformCode();
        quaternion = header.quaternion();
        sform = header.sform();
        extensions = header.extensions();
        raw = header.raw();
    }

    /**
     * The version of the format; fields without a name are carried over.
     *
     * @param value 1 (sizes up to 32767, single precision) or 2
     * @return this builder
     */
    public NiftiHeaderBuilder version(int value) {
        if (value != 1 && value != 2) {
            throw new IllegalArgumentException("nifti header: version is " + value + ", expected 1 or 2");
        }
        raw = RawField.carry(raw, version, bigEndian, value, bigEndian);
        version = value;
        return this;
    }

    /**
     * The byte order; fields without a name are carried over.
     *
     * @param value whether numbers have their high byte first
     * @return this builder
     */
    public NiftiHeaderBuilder bigEndian(boolean value) {
        raw = RawField.carry(raw, version, bigEndian, version, value);
        bigEndian = value;
        return this;
    }

    /**
     * The sizes.
     *
     * @param sizes one for each dimension, 1 to 7 of them, each at least 1
     * @return this builder
     */
    public NiftiHeaderBuilder shape(List<Integer> sizes) {
        if (sizes.isEmpty() || sizes.size() > 7 || sizes.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("nifti header: shape is " + sizes + ", expected 1 to 7 sizes of at least 1");
        }
        shape = List.copyOf(sizes);
        return this;
    }

    /**
     * The sizes.
     *
     * @param sizes one for each dimension, 1 to 7 of them, each at least 1
     * @return this builder
     */
    public NiftiHeaderBuilder shape(int... sizes) {
        return shape(Arrays.stream(sizes).boxed().toList());
    }

    /**
     * What a voxel is.
     *
     * @param value the type
     * @return this builder
     */
    public NiftiHeaderBuilder type(NiftiType value) {
        type = value;
        return this;
    }

    /**
     * How stored numbers become values: stored·scl_slope + scl_inter.
     *
     * @param factor scl_slope; 0 or not finite for no scaling
     * @param offset scl_inter
     * @return this builder
     */
    public NiftiHeaderBuilder scaling(double factor, double offset) {
        sclSlope = factor;
        sclInter = offset;
        return this;
    }

    /**
     * The units of space and time.
     *
     * @param code xyzt_units
     * @return this builder
     */
    public NiftiHeaderBuilder xyztUnits(int code) {
        xyztUnits = code;
        return this;
    }

    /**
     * A note.
     *
     * @param text at most 80 characters of Latin-1; more are cut off
     * @return this builder
     */
    public NiftiHeaderBuilder descrip(String text) {
        descrip = text;
        return this;
    }

    /**
     * The header extensions.
     *
     * @param list all of them
     * @return this builder
     */
    public NiftiHeaderBuilder extensions(List<NiftiExtension> list) {
        extensions = List.copyOf(list);
        return this;
    }

    /**
     * What viewers show darkest and brightest; both 0 leave it to them.
     *
     * @param least cal_min
     * @param most cal_max
     * @return this builder
     */
    public NiftiHeaderBuilder displayRange(double least, double most) {
        ByteBuffer buffer = ByteBuffer.wrap(raw).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        RawField.CAL_MIN.put(buffer, version, least);
        RawField.CAL_MAX.put(buffer, version, most);
        return this;
    }

    /**
     * The geometry: the steps, the matrix as sform, and as qform where it is a rotation and steps (else there is none).
     * Codes that are 0 become 1 (scanner).
     *
     * @param rows 4×4, row by row, voxel to world in RAS+
     * @return this builder
     */
    public NiftiHeaderBuilder affine(double... rows) {
        if (rows.length != 16) {
            throw new IllegalArgumentException("nifti header: affine has " + rows.length + " numbers, expected 16");
        }
        List<Double> matrix = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            matrix.add(rows[i]);
        }
        sform = matrix;
        sformCode = Math.max(sformCode, SCANNER);
        Quaternion rotation = Quaternion.of(rows);
        qformCode = rotation.exact() ? Math.max(qformCode, SCANNER) : 0;
        quaternion = List.of(rotation.b(), rotation.c(), rotation.d(), rows[3], rows[7], rows[11]);
        List<Double> steps = new ArrayList<>(pixdim);
        steps.set(0, rotation.factor());
        for (int axis = 0; axis < 3; axis++) {
            steps.set(axis + 1, Quaternion.step(rows, axis));
        }
        pixdim = steps;
        return this;
    }

    /**
     * What space the forms lead to; 0 switches a form off. Call it after {@link #affine}.
     *
     * @param qform the code of the quaternion
     * @param matrix the code of the sform
     * @return this builder
     */
    public NiftiHeaderBuilder forms(int qform, int matrix) {
        qformCode = qform;
        sformCode = matrix;
        return this;
    }

    /** {@return the header as built so far} */
    public NiftiHeader build() {
        return new NiftiHeader(version, bigEndian, shape, type, pixdim, 0, sclSlope, sclInter, xyztUnits, descrip, qformCode,
                sformCode, quaternion, sform, extensions, raw);
    }
}
