package dev.factorizer.io.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToDoubleFunction;

/** Turns values into the bytes that a header declares. */
final class VoxelEncoder {
    private static final double TWO_63 = 0x1p63;

    private final NiftiHeader header;

    VoxelEncoder(NiftiHeader header) {
        this.header = header;
    }

    byte[] encode(IntToDoubleFunction values) {
        NiftiType type = header.type();
        int parts = type.components();
        int width = type.bytes() / parts;
        int count = count(parts, type.bytes());
        ByteBuffer buffer = ByteBuffer.allocate(count * width)
                .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            double value = values.applyAsDouble(i);
            double stored = header.scaled() ? (value - header.sclInter()) / header.sclSlope() : value;
            put(buffer, type, stored, value, i);
        }
        return buffer.array();
    }

    private int count(int parts, int voxelBytes) {
        long count = parts;
        for (int size : header.shape()) {
            count = Math.multiplyExact(count, (long) size);
        }
        if (count / parts * voxelBytes > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException("nifti: shape " + header.shape() + " of " + header.type().label() + " takes "
                    + count / parts * voxelBytes + " bytes, expected less than 2 GiB");
        }
        return (int) count;
    }

    private static void put(ByteBuffer buffer, NiftiType type, double stored, double value, int index) {
        switch (type) {
            case FLOAT32 -> buffer.putFloat((float) stored);
            case FLOAT64 -> buffer.putDouble(stored);
            case UINT8, RGB, RGBA -> buffer.put((byte) whole(type, stored, 0, 255, value, index));
            case INT8 -> buffer.put((byte) whole(type, stored, Byte.MIN_VALUE, Byte.MAX_VALUE, value, index));
            case INT16 -> buffer.putShort((short) whole(type, stored, Short.MIN_VALUE, Short.MAX_VALUE, value, index));
            case UINT16 -> buffer.putShort((short) whole(type, stored, 0, 65535, value, index));
            case INT32 -> buffer.putInt((int) whole(type, stored, Integer.MIN_VALUE, Integer.MAX_VALUE, value, index));
            case UINT32 -> buffer.putInt((int) whole(type, stored, 0, 4294967295.0, value, index));
            case INT64 -> buffer.putLong(whole(type, stored, -TWO_63, Math.nextDown(TWO_63), value, index));
            case UINT64 -> {
                double rounded = Math.rint(stored);
                boolean upper = rounded >= TWO_63;
                long low = whole(type, upper ? rounded - TWO_63 : stored, 0, Math.nextDown(TWO_63), value, index);
                buffer.putLong(upper ? low | Long.MIN_VALUE : low);
            }
        }
    }

    private static long whole(NiftiType type, double stored, double least, double most, double value, int index) {
        double rounded = Math.rint(stored);
        if (!(rounded >= least && rounded <= most)) {
            throw new IllegalArgumentException("nifti: value " + value + " at index " + index + " is stored as " + rounded
                    + ", which does not fit " + type.label() + "; write a wider type or another slope");
        }
        return (long) rounded;
    }
}
