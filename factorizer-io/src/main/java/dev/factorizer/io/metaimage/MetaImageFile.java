package dev.factorizer.io.metaimage;

import dev.factorizer.io.files.Printable;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeFrame;
import dev.factorizer.io.volume.VolumeOutline;
import dev.factorizer.io.voxels.VoxelFile;
import dev.factorizer.io.voxels.VoxelOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A MetaImage: {@code .mha}, or {@code .mhd} with a file of voxels in its folder. Channels of a voxel are channels of the volume, as is
 * a fourth dimension.
 */
public final class MetaImageFile {
    private static final long MOST_CHANNELS = 1 << 20;

    private MetaImageFile() { }

    /**
     * Reads an image.
     *
     * @param file the header, with or without voxels
     * @return the volume, without a NIfTI header
     * @throws dev.factorizer.io.files.MalformedFileException if it is damaged, of a kind that is not read, or names a file outside its
     *     folder
     * @throws IOException if it can't be read
     */
    public static Volume read(Path file) throws IOException {
        List<String> warnings = new ArrayList<>();
        try (VoxelFile opened = VoxelFile.open(file)) {
            MetaImageHeader header = header(file, opened);
            Affine affine = MetaImageGeometry.of(header, warnings::add);
            VoxelOrder order = order(header);
            float[] voxels = new MetaImageVoxels(header, order, warnings::add).read(opened);
            return new Volume(frame(file, order, affine, warnings), order.channels(), voxels,
                    Collections.nCopies(order.channels(), file.toString()));
        }
    }

    /**
     * Reads the header of an image.
     *
     * @param file the header, with or without voxels
     * @return what {@link #read} would find, without voxels and what is said of them
     * @throws dev.factorizer.io.files.MalformedFileException if it is damaged
     * @throws IOException if it can't be read
     */
    public static VolumeOutline outline(Path file) throws IOException {
        List<String> warnings = new ArrayList<>();
        try (VoxelFile opened = VoxelFile.open(file)) {
            MetaImageHeader header = header(file, opened);
            Affine affine = MetaImageGeometry.of(header, warnings::add);
            VoxelOrder order = order(header);
            return new VolumeOutline(frame(file, order, affine, warnings), order.channels());
        }
    }

    private static MetaImageHeader header(Path file, VoxelFile opened) throws IOException {
        MetaImageHeader header = MetaImageHeader.read(file, opened.raw(0));
        if (!header.fields().getOrDefault("ObjectType", "Image").equals("Image")) {
            throw header.refused("ObjectType", "Image");
        }
        return header;
    }

    private static VolumeFrame frame(Path file, VoxelOrder order, Affine affine, List<String> warnings) {
        return new VolumeFrame(new Grid(order.size(0), order.size(1), order.size(2), affine), Optional.empty(),
                warnings.stream().map(warning -> Printable.of(file + ": " + warning)).toList());
    }

    /** The channels of a voxel stand together, then come the dimensions. */
    private static VoxelOrder order(MetaImageHeader header) throws IOException {
        List<Long> sizes = new ArrayList<>(List.of(header.whole("ElementNumberOfChannels", 1, MOST_CHANNELS, 1)));
        sizes.addAll(header.sizes());
        return VoxelOrder.of(header.file(), sizes, IntStream.range(-1, header.dimensions())
                .map(axis -> axis < 3 ? axis : VoxelOrder.CHANNEL).toArray());
    }
}
