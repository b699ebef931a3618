package dev.factorizer.io.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the fields of a header are, for both versions of the format (nifti1.h, nifti2.h). */
enum HeaderLayout {
    /** NIfTI-1: 348 bytes, 16-bit sizes, single precision. */
    ONE(1, 348, 40, 70, 72, 76, 108, 112, 116, 123, 148, 252, 254, 256, 280),
    /** NIfTI-2: 540 bytes, 64-bit sizes, double precision. */
    TWO(2, 540, 16, 12, 14, 104, 168, 176, 184, 500, 240, 344, 348, 352, 400);

    private static final int DESCRIP_BYTES = 80;

    final int version;
    final int bytes;
    /** Where the four bytes are that say it is NIfTI. */
    final int magicAt;
    private final int dim;
    private final int datatype;
    private final int bitpix;
    private final int pixdim;
    private final int voxOffset;
    private final int sclSlope;
    private final int sclInter;
    private final int xyztUnits;
    private final int descrip;
    private final int qformCode;
    private final int sformCode;
    private final int quaternion;
    private final int sform;

    HeaderLayout(int version, int bytes, int dim, int datatype, int bitpix, int pixdim, int voxOffset, int sclSlope,
            int sclInter, int xyztUnits, int descrip, int qformCode, int sformCode, int quaternion, int sform) {
        this.version = version;
        this.bytes = bytes;
        this.magicAt = version == 1 ? 344 : 4;
        this.dim = dim;
        this.datatype = datatype;
        this.bitpix = bitpix;
        this.pixdim = pixdim;
        this.voxOffset = voxOffset;
        this.sclSlope = sclSlope;
        this.sclInter = sclInter;
        this.xyztUnits = xyztUnits;
        this.descrip = descrip;
        this.qformCode = qformCode;
        this.sformCode = sformCode;
        this.quaternion = quaternion;
        this.sform = sform;
    }

    private double real(ByteBuffer header, int at, int index) {
        return version == 1 ? header.getFloat(at + 4 * index) : header.getDouble(at + 8 * index);
    }

    private void putReal(ByteBuffer header, int at, int index, double value) {
        if (version == 1) {
            header.putFloat(at + 4 * index, (float) value);
        } else {
            header.putDouble(at + 8 * index, value);
        }
    }

    private List<Double> reals(ByteBuffer header, int at, int count) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(real(header, at, i));
        }
        return values;
    }

    private int code(ByteBuffer header, int at) {
        return version == 1 ? header.getShort(at) : header.getInt(at);
    }

    long dim(ByteBuffer header, int index) {
        return version == 1 ? header.getShort(dim + 2 * index) : header.getLong(dim + 8 * index);
    }

    int datatype(ByteBuffer header) {
        return header.getShort(datatype);
    }

    int bitpix(ByteBuffer header) {
        return header.getShort(bitpix);
    }

    double voxOffset(ByteBuffer header) {
        return version == 1 ? header.getFloat(voxOffset) : header.getLong(voxOffset);
    }

    NiftiHeader read(ByteBuffer header, boolean bigEndian, List<Integer> shape, NiftiType type, long voxelsAt,
            List<NiftiExtension> extensions) {
        return new NiftiHeader(version, bigEndian, shape, type, reals(header, pixdim, 8), voxelsAt,
                real(header, sclSlope, 0), real(header, sclInter, 0),
                version == 1 ? header.get(xyztUnits) : header.getInt(xyztUnits), text(header), code(header, qformCode),
                code(header, sformCode), reals(header, quaternion, 6), reals(header, sform, 12), extensions,
                header.array());
    }

    private String text(ByteBuffer header) {
        int end = descrip;
        while (end < descrip + DESCRIP_BYTES && header.get(end) != 0) {
            end++;
        }
        return new String(header.array(), descrip, end - descrip, StandardCharsets.ISO_8859_1);
    }

    /**
     * The bytes of a header: those it was read with, under the fields it names.
     *
     * @param pair whether the voxels are in a file of their own
     * @param voxelsAt where they begin there
     */
    byte[] encode(NiftiHeader header, boolean pair, long voxelsAt) {
        ByteBuffer buffer = ByteBuffer.wrap(header.raw())
                .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        putStart(buffer, pair);
        putVoxels(buffer, header, voxelsAt);
        putSpace(buffer, header);
        byte[] text = header.descrip().getBytes(StandardCharsets.ISO_8859_1);
        buffer.put(descrip, Arrays.copyOf(text, DESCRIP_BYTES));
        return buffer.array();
    }

    private void putStart(ByteBuffer header, boolean pair) {
        header.putInt(0, bytes);
        byte kind = (byte) (pair ? 'i' : '+');
        header.put(magicAt, version == 1 ? new byte[] {'n', kind, '1', 0}
                : new byte[] {'n', kind, '2', 0, 0x0D, 0x0A, 0x1A, 0x0A});
    }

    private void putVoxels(ByteBuffer buffer, NiftiHeader header, long voxelsAt) {
        for (int i = 0; i < 8; i++) {
            long value = i == 0 ? header.shape().size() : header.size(i - 1);
            if (version == 1) {
                buffer.putShort(dim + 2 * i, (short) value);
            } else {
                buffer.putLong(dim + 8 * i, value);
            }
        }
        buffer.putShort(datatype, (short) header.type().code());
        buffer.putShort(bitpix, (short) (8 * header.type().bytes()));
        if (version == 1) {
            buffer.putFloat(voxOffset, voxelsAt);
        } else {
            buffer.putLong(voxOffset, voxelsAt);
        }
        putReal(buffer, sclSlope, 0, header.sclSlope());
        putReal(buffer, sclInter, 0, header.sclInter());
    }

    private void putSpace(ByteBuffer buffer, NiftiHeader header) {
        for (int i = 0; i < 8; i++) {
            putReal(buffer, pixdim, i, header.pixdim().get(i));
        }
        if (version == 1) {
            buffer.put(xyztUnits, (byte) header.xyztUnits());
            buffer.putShort(qformCode, (short) header.qformCode());
            buffer.putShort(sformCode, (short) header.sformCode());
        } else {
            buffer.putInt(xyztUnits, header.xyztUnits());
            buffer.putInt(qformCode, header.qformCode());
            buffer.putInt(sformCode, header.sformCode());
        }
        for (int i = 0; i < 6; i++) {
            putReal(buffer, quaternion, i, header.quaternion().get(i));
        }
        for (int i = 0; i < 12; i++) {
            putReal(buffer, sform, i, header.sform().get(i));
        }
    }

    static HeaderLayout of(int version) {
        return version == 1 ? ONE : TWO;
    }
}
