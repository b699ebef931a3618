package dev.factorizer.io.voxels;

import dev.factorizer.io.files.MalformedFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipException;

/**
 * Reads the numbers of a file into a volume, rounded to single precision. Its user has checked that the file can hold so
 * many, so that a header's claim alone allocates nothing.
 */
public final class VoxelReader {
    private static final int CHUNK = 1 << 14;
    private static final int LONGEST_NUMBER = 64;
    /** What may follow the voxels before a compressed file is refused: its end must be reached to check its sum. */
    private static final long LONGEST_REST = 16L << 20;

    private final Path file;
    private final VoxelType type;
    private final VoxelOrder order;

    /**
     * A reader of one file's numbers.
     *
     * @param file the file, for messages
     * @param type what each is
     * @param order where they go
     */
    public VoxelReader(Path file, VoxelType type, VoxelOrder order) {
        this.file = file;
        this.type = type;
        this.order = order;
    }

    /**
     * Reads numbers of a fixed size.
     *
     * @param in at the first; not closed
     * @param bytes which byte of a number comes first
     * @return (C, X, Y, Z), the last index fastest
     * @throws MalformedFileException if it ends too early, its compressed data is damaged, or a number is beyond single precision
     * @throws IOException if it can't be read
     */
    public float[] binary(InputStream in, ByteOrder bytes) throws IOException {
        float[] volume = new float[order.values()];
        VoxelOrder.Placing placing = order.into(volume);
        byte[] chunk = new byte[CHUNK * type.bytes()];
        ByteBuffer numbers = ByteBuffer.wrap(chunk).order(bytes);
        float[] values = new float[CHUNK];
        for (int done = 0; done < volume.length;) {
            int count = Math.min(CHUNK, volume.length - done);
            int length = count * type.bytes();
            int found = fill(in, chunk, length);
            if (found < length) {
                throw new MalformedFileException(file, "ends after " + ((long) done * type.bytes() + found) + " of "
                        + (long) volume.length * type.bytes() + " bytes of voxels");
            }
            for (int i = 0; i < count; i++) {
                values[i] = rounded(type.value(numbers, i), done + i);
            }
            placing.put(values, count);
            done += count;
        }
        return volume;
    }

    /**
     * Reads numbers written as text, between blanks or commas.
     *
     * @param in at the first; not closed
     * @return (C, X, Y, Z), the last index fastest
     * @throws MalformedFileException if it ends too early, or has something that is no number of the type
     * @throws IOException if it can't be read
     */
    public float[] text(InputStream in) throws IOException {
        float[] volume = new float[order.values()];
        VoxelOrder.Placing placing = order.into(volume);
        float[] one = new float[1];
        byte[] token = new byte[LONGEST_NUMBER];
        for (int done = 0; done < volume.length; done++) {
            int length = token(in, token, done);
            if (length == 0) {
                throw new MalformedFileException(file, "ends after " + done + " of " + volume.length + " numbers");
            }
            one[0] = rounded(number(new String(token, 0, length, StandardCharsets.ISO_8859_1), done), done);
            placing.put(one, 1);
        }
        return volume;
    }

    /**
     * Reads on to the end, where compressed data has its sum.
     *
     * @param in after the last number
     * @throws MalformedFileException if the data is damaged, or goes on for long
     * @throws IOException if it can't be read
     */
    public void finish(InputStream in) throws IOException {
        byte[] rest = new byte[1 << 16];
        for (long read = 0;;) {
            int count = fill(in, rest, rest.length);
            read += count;
            if (read > LONGEST_REST) {
                throw new MalformedFileException(file, "goes on for more than " + LONGEST_REST + " bytes beyond its voxels, expected"
                        + " its end");
            }
            if (count < rest.length) {
                return;
            }
        }
    }

    /**
     * Leaves out what comes before the numbers.
     *
     * @param in the data; not closed
     * @param count how many bytes
     * @throws MalformedFileException if it ends before, or is damaged
     * @throws IOException if it can't be read
     */
    public void skip(InputStream in, long count) throws IOException {
        byte[] chunk = new byte[(int) Math.min(count, 1 << 16)];
        for (long left = count; left > 0; left -= chunk.length) {
            int length = (int) Math.min(left, chunk.length);
            if (fill(in, chunk, length) < length) {
                throw new MalformedFileException(file, "ends before the " + count + " bytes that byte skip leaves out");
            }
        }
    }

    private int fill(InputStream in, byte[] bytes, int length) throws IOException {
        try {
            return in.readNBytes(bytes, 0, length);
        } catch (EOFException e) {
            throw new MalformedFileException(file, "ends in the middle of its compressed data", e);
        } catch (ZipException e) {
            throw new MalformedFileException(file, "its compressed data is damaged: " + e.getMessage(), e);
        }
    }

    /** A number that single precision can't hold would become an infinity that is not in the file. */
    private float rounded(double value, int index) throws IOException {
        float rounded = (float) value;
        if (Float.isInfinite(rounded) && !Double.isInfinite(value)) {
            throw new MalformedFileException(file, "voxel " + order.index(index) + " is " + value + ", expected at most "
                    + Float.MAX_VALUE + " in size, the largest of single precision; scale the image");
        }
        return rounded;
    }

    private int token(InputStream in, byte[] token, int done) throws IOException {
        int length = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            boolean separates = next <= ' ' || next == ',';
            if (separates && length > 0) {
                return length;
            }
            if (!separates) {
                if (length == token.length) {
                    throw new MalformedFileException(file, "voxel " + order.index(done) + " is written with more than "
                            + LONGEST_NUMBER + " characters, expected a number");
                }
                token[length++] = (byte) next;
            }
        }
        return length;
    }

    private double number(String token, int done) throws IOException {
        String lower = token.toLowerCase(Locale.ROOT);
        double value;
        if (lower.matches("[+-]?(nan|inf|infinity)")) {
            value = lower.endsWith("nan") ? Double.NaN : lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        } else if (lower.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?")) {
            value = Double.parseDouble(lower);
            if (Double.isInfinite(value)) {
                throw refused(token, done);
            }
        } else {
            throw refused(token, done);
        }
        if (!type.holds(value)) {
            throw refused(token, done);
        }
        return value;
    }

    private MalformedFileException refused(String token, int done) {
        return new MalformedFileException(file, "voxel " + order.index(done) + " is \"" + token + "\", expected a number of type "
                + type.label());
    }
}
