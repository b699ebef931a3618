package dev.factorizer.io.nifti;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;

/** A NIfTI file: header, geometry, and voxels as stored. */
public final class NiftiImage {
    private final NiftiHeader header;
    private final double[] affine;
    private final byte[] voxels;
    private final List<String> warnings;

    NiftiImage(NiftiHeader header, double[] affine, byte[] voxels, List<String> warnings) {
        this.header = header;
        this.affine = affine;
        this.voxels = voxels;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads {@code .nii}, {@code .nii.gz} or a pair {@code .hdr}/{@code .img} (either of both may be named; each may be
     * gzipped).
     *
     * @param file the file
     * @return the image
     * @throws MalformedFileException if header or voxels are damaged, saying which field
     * @throws IOException if it can't be read
     */
    public static NiftiImage read(Path file) throws IOException {
        return new NiftiReader(file).read();
    }

    /**
     * An image of values that are stored as the header says: unscaled by its slope and intercept, for whole-number types
     * rounded to the nearest.
     *
     * @param header the header
     * @param values the value of each voxel, by its index in file order: first dimension fastest; the colors of a
     *     voxel follow each other
     * @return the image
     * @throws IllegalArgumentException if a value does not fit the type, or the header's form can't be used
     */
    public static NiftiImage of(NiftiHeader header, IntToDoubleFunction values) {
        try {
            return new NiftiImage(header, NiftiAffine.of(header), new VoxelEncoder(header).encode(values), List.of());
        } catch (NiftiAffine.Unusable e) {
            throw new IllegalArgumentException("nifti: " + e.getMessage(), e);
        }
    }

    /**
     * Writes the image, whole or not at all. The ending says in which form: {@code .nii}, or {@code .hdr} or {@code .img}
     * for a pair of both; {@code .gz} after it compresses, the same bytes each time.
     *
     * @param file where to
     * @throws IllegalArgumentException if the ending is another, or a NIfTI-1 header can't hold a size
     * @throws IOException if it can't be written
     */
    public void write(Path file) throws IOException {
        writeAll(Map.of(file, this));
    }

    /**
     * Writes several images that belong together, as {@link AtomicFile#writeAll} does: where the last one is, all are.
     *
     * @param images images by their files, the one that vouches for the others last
     * @throws IllegalArgumentException as in {@link #write}
     * @throws IOException if one can't be written
     */
    public static void writeAll(Map<Path, NiftiImage> images) throws IOException {
        writeAll(Map.of(), images);
    }

    /**
     * Writes images and other files that belong together, as {@link AtomicFile#writeAll} does: where the last image is, all
     * are.
     *
     * @param beside the contents of other files
     * @param images images by their files, the one that vouches for the others last
     * @throws IllegalArgumentException as in {@link #write}
     * @throws IOException if one can't be written
     */
    public static void writeAll(Map<Path, AtomicFile.Content> beside, Map<Path, NiftiImage> images) throws IOException {
        List<Path> files = new ArrayList<>(beside.keySet());
        List<AtomicFile.Content> contents = new ArrayList<>(beside.values());
        images.forEach((file, image) -> new NiftiWriter(image.header, image.voxels).contents(file).forEach((part, content) -> {
            files.add(part);
            contents.add(content);
        }));
        AtomicFile.writeAll(files, contents);
    }

    /**
     * An image as the content of one file, to be written together with others. It is made when its turn comes, so that many of
     * them need the memory of one.
     *
     * @param file where it will be written: {@code .nii} or {@code .nii.gz}
     * @param image makes the image; called for each writing
     * @return the content
     * @throws IllegalArgumentException if the ending is another
     */
    public static AtomicFile.Content content(Path file, Supplier<NiftiImage> image) {
        String name = file.getFileName().toString();
        if (!name.endsWith(".nii") && !name.endsWith(".nii.gz")) {
            throw new IllegalArgumentException(file + ": its ending is none of .nii and .nii.gz; rename it");
        }
        return new LateImage(file, image);
    }

    AtomicFile.Content content(Path file) {
        return Objects.requireNonNull(new NiftiWriter(header, voxels).contents(file).get(file), "the image is in two files");
    }

    /**
     * {@return what was against the format in the file and how it was read, and where other programs see another
     * geometry: sentences that name the file, in the order they were found}
     */
    public List<String> warnings() {
        return warnings;
    }

    /** {@return the header; {@link #warnings()} says which fields of its geometry were unusable and are mended} */
    public NiftiHeader header() {
        return header;
    }

    /** {@return voxel to world, RAS+, in the file's unit of space: 4×4, row by row} */
    public double[] affine() {
        return affine.clone();
    }

    /** {@return the number of values: voxels of all dimensions, times 3 for RGB and 4 for RGBA} */
    public int values() {
        return voxels.length / header.type().bytes() * header.type().components();
    }

    /**
     * A value with slope and intercept applied.
     *
     * @param index in file order: first dimension fastest; the colors of a voxel follow each other
     * @return the value
     */
    public double value(int index) {
        double stored = stored(ByteBuffer.wrap(voxels).order(order()), index);
        return header.scaled() ? stored * header.sclSlope() + header.sclInter() : stored;
    }

    /** {@return all values in file order, with scl_slope and scl_inter applied} */
    public double[] toDoubles() {
        ByteBuffer buffer = ByteBuffer.wrap(voxels).order(order());
        double[] all = new double[values()];
        for (int i = 0; i < all.length; i++) {
            double stored = stored(buffer, i);
            all[i] = header.scaled() ? stored * header.sclSlope() + header.sclInter() : stored;
        }
        return all;
    }

    /** {@return all values in file order, with scl_slope and scl_inter applied, rounded to single precision} */
    public float[] toFloats() {
        float[] all = new float[values()];
        copy(0, all);
        return all;
    }

    /**
     * Copies values in file order, as {@link #toFloats} has them: for an image that is large, in parts.
     *
     * @param from the first
     * @param target as many as it holds
     */
    public void copy(int from, float[] target) {
        ByteBuffer buffer = ByteBuffer.wrap(voxels).order(order());
        for (int i = 0; i < target.length; i++) {
            double stored = stored(buffer, from + i);
            target[i] = (float) (header.scaled() ? stored * header.sclSlope() + header.sclInter() : stored);
        }
    }

    private ByteOrder order() {
        return header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private double stored(ByteBuffer buffer, int index) {
        return switch (header.type()) {
            case UINT8, RGB, RGBA -> Byte.toUnsignedInt(buffer.get(index));
            case INT8 -> buffer.get(index);
            case INT16 -> buffer.getShort(2 * index);
            case UINT16 -> Short.toUnsignedInt(buffer.getShort(2 * index));
            case INT32 -> buffer.getInt(4 * index);
            case UINT32 -> Integer.toUnsignedLong(buffer.getInt(4 * index));
            case FLOAT32 -> buffer.getFloat(4 * index);
            case FLOAT64 -> buffer.getDouble(8 * index);
            case INT64 -> buffer.getLong(8 * index);
            case UINT64 -> {
                long bits = buffer.getLong(8 * index);
                yield bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
            }
        };
    }
}
