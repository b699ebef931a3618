package dev.factorizer.io.nifti;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** The bytes of a NIfTI-1 file, right or wrong as a test needs them: 6×5×4 voxels of int16, each of its index' value. */
public final class RawNifti {
    /** Sform of steps 2, 2.5 and 3, from (−10, −20, −30). */
    static final double[] STRAIGHT = {2, 0, 0, -10, 0, 2.5, 0, -20, 0, 0, 3, -30};
    private static final int VOXELS = 120;

    private final ByteBuffer header;
    private byte[] between = new byte[4];
    private byte[] voxels;

    private RawNifti(ByteOrder order) {
        header = ByteBuffer.allocate(348).order(order).putInt(0, 348);
        ByteBuffer values = ByteBuffer.allocate(2 * VOXELS).order(order);
        for (int i = 0; i < VOXELS; i++) {
            values.putShort((short) i);
        }
        voxels = values.array();
    }

    /** A file as it should be. */
    public static RawNifti good() {
        return of(ByteOrder.LITTLE_ENDIAN);
    }

    static RawNifti of(ByteOrder order) {
        return new RawNifti(order).dim(3, 6, 5, 4, 1, 1, 1, 1).type(4, 16).pixdim(1, 2, 2.5, 3, 1, 1, 1, 1).offset(352)
                .qform(0, 0, 0, 0, -10, -20, -30).sform(1, STRAIGHT).magic("n+1");
    }

    RawNifti size(int sizeofHdr) {
        header.putInt(0, sizeofHdr);
        return this;
    }

    /** All eight numbers of dim. */
    public RawNifti dim(int... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            header.putShort(40 + 2 * i, (short) numbers[i]);
        }
        return this;
    }

    /** Datatype and bitpix. */
    public RawNifti type(int code, int bits) {
        header.putShort(70, (short) code).putShort(72, (short) bits);
        return this;
    }

    /** Up to eight numbers of pixdim, qfac first. */
    public RawNifti pixdim(double... numbers) {
        return floats(76, numbers);
    }

    RawNifti offset(double offset) {
        return floats(108, offset);
    }

    RawNifti units(int code) {
        header.put(123, (byte) code);
        return this;
    }

    /** Its code, b, c, d, and three offsets. */
    public RawNifti qform(int code, double... numbers) {
        header.putShort(252, (short) code);
        return floats(256, numbers);
    }

    /** Its code and twelve numbers. */
    public RawNifti sform(int code, double... rows) {
        header.putShort(254, (short) code);
        return floats(280, rows);
    }

    RawNifti magic(String text) {
        header.put(344, (text + "\0").getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** What lies between header and voxels, which are moved accordingly. */
    RawNifti between(byte[] bytes) {
        between = bytes;
        return offset(348 + bytes.length);
    }

    RawNifti extension(int size, int code, int length) {
        return between(ByteBuffer.allocate(12 + length).order(header.order()).put(0, (byte) 1).putInt(4, size).putInt(8, code)
                .array());
    }

    /** Other voxels, as they are on disk. */
    public RawNifti voxels(byte[] bytes) {
        voxels = bytes;
        return this;
    }

    private RawNifti floats(int at, double... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            header.putFloat(at + 4 * i, (float) numbers[i]);
        }
        return this;
    }

    byte[] header() {
        return header.array().clone();
    }

    byte[] voxels() {
        return voxels.clone();
    }

    /** The whole file. */
    public byte[] bytes() {
        return ByteBuffer.allocate(348 + between.length + voxels.length).put(header.array()).put(between).put(voxels).array();
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
