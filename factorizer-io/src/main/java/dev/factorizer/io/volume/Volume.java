package dev.factorizer.io.volume;

import dev.factorizer.io.nifti.NiftiHeader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image of one or more channels on a grid. Voxels are in the order (C, X, Y, Z), the last index fastest, as networks
 * take them. A volume that was read keeps the header of its file and the warnings about it, and volumes made on the same grid
 * inherit both, so that results are written with the subject's own header and warnings.
 */
public final class Volume {
    private final Grid grid;
    private final int channels;
    private final float[] voxels;
    private final @Nullable NiftiHeader header;
    private final List<String> names;
    private final List<String> warnings;

    /**
     * A volume on an array that is not copied.
     *
     * @param grid where the voxels are
     * @param channels how many values a voxel has
     * @param voxels (C, X, Y, Z), the last index fastest
     * @throws IllegalArgumentException if the number of values is another
     */
    public Volume(Grid grid, int channels, float[] voxels) {
        this(grid, channels, voxels, null, List.of(), List.of());
    }

    /**
     * A volume that came from files, on an array that is not copied.
     *
     * @param frame where the voxels are, with header and warnings
     * @param channels how many values a voxel has
     * @param voxels (C, X, Y, Z), the last index fastest
     * @param names for messages, the name of each channel's file; none if there are no files
     * @throws IllegalArgumentException if the number of values or of names is another
     */
    public Volume(VolumeFrame frame, int channels, float[] voxels, List<String> names) {
        this(frame.grid(), channels, voxels, frame.header().orElse(null), List.copyOf(names), frame.warnings());
        if (!names.isEmpty() && names.size() != channels) {
            throw new IllegalArgumentException("volume: " + names.size() + " names for " + channels + " channels");
        }
    }

    private Volume(Grid grid, int channels, float[] voxels, @Nullable NiftiHeader header, List<String> names, List<String> warnings) {
        if (channels < 1 || (long) channels * grid.voxels() != voxels.length) {
            throw new IllegalArgumentException("volume: " + voxels.length + " values for " + channels
                    + " channels of " + grid.describeSizes() + " voxels, expected "
                    + (long) Math.max(channels, 1) * grid.voxels());
        }
        this.grid = grid;
        this.channels = channels;
        this.voxels = voxels;
        this.header = header;
        this.names = names;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Other values on the same grid, with the same header and warnings.
     *
     * @param count how many values a voxel has
     * @param values (C, X, Y, Z), the last index fastest; not copied
     * @return the volume
     */
    public Volume withVoxels(int count, float[] values) {
        return new Volume(grid, count, values, header, List.of(), warnings);
    }

    /** {@return where the voxels are, with the header and the warnings, but without the values} */
    public VolumeFrame frame() {
        return new VolumeFrame(grid, Optional.ofNullable(header), warnings);
    }

    /** {@return where the voxels are: sizes and affine} */
    public Grid grid() {
        return grid;
    }

    /** {@return how many values a voxel has, at least 1} */
    public int channels() {
        return channels;
    }

    /** {@return the values (C, X, Y, Z), the last index fastest; the volume's own array, not to be changed} */
    public float[] voxels() {
        return voxels;
    }

    /** {@return for messages, the name of each channel: that of its file, or of a part of the file; none for a volume that was made} */
    public List<String> names() {
        return names;
    }

    /**
     * One value.
     *
     * @param channel the channel
     * @param x index along the first axis
     * @param y index along the second axis
     * @param z index along the third axis
     * @return the value
     */
    public float value(int channel, int x, int y, int z) {
        return voxels[((channel * grid.x() + x) * grid.y() + y) * grid.z() + z];
    }

    /**
     * {@return the header of the file this volume or its grid came from; empty for a volume that was made, or moved
     * to another grid}
     */
    public Optional<NiftiHeader> header() {
        return Optional.ofNullable(header);
    }

    /**
     * {@return warnings about the files this volume or its grid came from: what violates the format and how it was read,
     * and where other programs see another geometry, in sentences that name the file} Show them once, and keep them with
     * everything made from the volume.
     */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * {@return the first value that is infinite or NaN; empty if all are finite} Networks and normalization
     * spread such a value over the whole image, so check before running one.
     */
    public Optional<NonFiniteVoxel> firstNonFinite() {
        for (int i = 0; i < voxels.length; i++) {
            if (!Float.isFinite(voxels[i])) {
                int z = i % grid.z();
                int y = i / grid.z() % grid.y();
                int x = i / grid.z() / grid.y() % grid.x();
                int channel = i / grid.voxels();
                String name = names.isEmpty() ? "channel " + channel : names.get(channel);
                return Optional.of(new NonFiniteVoxel(name, channel, x, y, z, voxels[i]));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return channels + " × " + grid.describeSizes() + " " + grid.affine().axisCodes();
    }
}
