package dev.factorizer.io.dicom;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** Frames that aren't compressed. */
final class NativeFrames implements FrameSource {
    private final PixelFormat format;
    private final ByteOrder order;
    private final PixelBytes bytes;

    private NativeFrames(PixelFormat format, ByteOrder order, PixelBytes bytes) {
        this.format = format;
        this.order = order;
        this.bytes = bytes;
    }

    static NativeFrames of(PixelRegion region, PixelFormat format, ByteOrder order, Consumer<String> warnings)
            throws IOException {
        long needed = format.frameBytes() * format.frames();
        requireBytes(region, format, needed, region.most());
        if (region.element().length() > needed + 1) {
            warnings.accept(region.element().tag() + " has " + region.element().length() + " bytes, expected " + needed
                    + "; the first are read");
        }
        PixelBytes bytes = region.open(needed);
        requireBytes(region, format, needed, bytes.length());
        return new NativeFrames(format, order, bytes);
    }

    private static void requireBytes(PixelRegion region, PixelFormat format, long needed, long found)
            throws MalformedFileException {
        if (found < needed) {
            String frames = format.frames() == 1 ? "a frame of " : format.frames() + " frames of ";
            throw new MalformedFileException(region.file(), region.element().tag() + " has " + found + " bytes, expected "
                    + needed + " for " + frames + format.columns() + "×" + format.rows() + "×"
                    + format.samples() + " values of " + format.bitsAllocated() + " bits; it was probably cut off");
        }
    }

    @Override
    public double[] frame(int index) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.read(index * format.frameBytes(), (int) format.frameBytes())).order(order);
        double[] values = new double[format.values()];
        switch (format.kind()) {
            case FLOAT -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = buffer.getFloat(4 * i);
                }
            }
            case DOUBLE -> buffer.asDoubleBuffer().get(values);
            case INTEGER -> integers(buffer, values);
        }
        return format.isPlanar() ? interleaved(values) : values;
    }

    private void integers(ByteBuffer buffer, double[] values) {
        StoredBits bits = StoredBits.of(format);
        switch (format.bitsAllocated()) {
            case 8 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = bits.value(buffer.get(i));
                }
            }
            case 16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = bits.value(buffer.getShort(2 * i));
                }
            }
            default -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = bits.value(buffer.getInt(4 * i));
                }
            }
        }
    }

    private double[] interleaved(double[] planes) {
        double[] values = new double[planes.length];
        int pixels = format.rows() * format.columns();
        for (int sample = 0; sample < format.samples(); sample++) {
            for (int i = 0; i < pixels; i++) {
                values[i * format.samples() + sample] = planes[sample * pixels + i];
            }
        }
        return values;
    }
}
