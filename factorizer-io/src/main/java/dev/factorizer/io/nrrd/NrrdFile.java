package dev.factorizer.io.nrrd;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.InflatedInput;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.files.Printable;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeFrame;
import dev.factorizer.io.volume.VolumeOutline;
import dev.factorizer.io.voxels.VoxelFile;
import dev.factorizer.io.voxels.VoxelOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * An NRRD image: {@code .nrrd}, or {@code .nhdr} with a file of voxels in its folder. Axes without a direction in space are channels,
 * wherever they stand. Of a segmentation of 3D Slicer with one layer, the volume is its map of labels; with several, it
 * has a channel for each segment, 1 inside and 0 outside.
 */
public final class NrrdFile {
    /** How many values the channels of segments may take for each byte of the file: four times what a deflated byte can hold. */
    private static final long MOST_VALUES_PER_BYTE = 4 * InflatedInput.MOST_RATIO;

    private NrrdFile() { }

    /**
     * Reads an image.
     *
     * @param file the header, with or without voxels
     * @return the volume, without a NIfTI header; its names are those of the file and of segments
     * @throws MalformedFileException if it is damaged, of a kind that is not read, or names a file outside its folder
     * @throws IOException if it can't be read
     */
    public static Volume read(Path file) throws IOException {
        try (VoxelFile opened = VoxelFile.open(file)) {
            Contents contents = contents(file, opened);
            VoxelOrder order = contents.order();
            float[] voxels = new NrrdVoxels(contents.header(), order, contents.warnings()::add).read(opened);
            VolumeFrame frame = contents.frame();
            List<NrrdSegment> segments = contents.segments();
            return segments.isEmpty() ? new Volume(frame, order.channels(), voxels, Collections.nCopies(order.channels(), file.toString()))
                    : new Volume(frame, segments.size(), separated(voxels, frame.grid().voxels(), segments),
                            segments.stream().map(segment -> file + ", segment " + NrrdHeader.cut(segment.name())).toList());
        }
    }

    /**
     * Reads the header of an image.
     *
     * @param file the header, with or without voxels
     * @return what {@link #read} would find, without voxels and what is said of them
     * @throws MalformedFileException if it is damaged
     * @throws IOException if it can't be read
     */
    public static VolumeOutline outline(Path file) throws IOException {
        try (VoxelFile opened = VoxelFile.open(file)) {
            Contents contents = contents(file, opened);
            int segments = contents.segments().size();
            return new VolumeOutline(contents.frame(), segments == 0 ? contents.order().channels() : segments);
        }
    }

    /** What a header says. */
    private record Contents(NrrdHeader header, VoxelOrder order, Grid grid, List<NrrdSegment> segments, List<String> warnings) {
        VolumeFrame frame() {
            return new VolumeFrame(grid, Optional.empty(),
                    warnings.stream().map(warning -> Printable.of(header.file() + ": " + warning)).toList());
        }
    }

    private static Contents contents(Path file, VoxelFile opened) throws IOException {
        List<String> warnings = new ArrayList<>();
        NrrdHeader header = NrrdHeader.read(file, opened.raw(0), warnings::add);
        NrrdGeometry geometry = NrrdGeometry.of(header, warnings::add);
        VoxelOrder order = VoxelOrder.of(file, header.sizes(), geometry.roles());
        List<NrrdSegment> segments = order.channels() > 1 ? segments(header, order.channels()) : List.of();
        Grid grid = new Grid(order.size(0), order.size(1), order.size(2), geometry.affine());
        long values = (long) segments.size() * grid.voxels();
        long bytes = segments.isEmpty() ? 0 : Files.size(NrrdVoxels.place(header));
        if (values > Math.min(Integer.MAX_VALUE - 16, bytes * MOST_VALUES_PER_BYTE)) {
            throw new MalformedFileException(file, "has " + segments.size() + " segments in several layers of " + grid.describeSizes()
                    + " voxels, too many for a file of " + bytes + " bytes; save fewer of them in it");
        }
        return new Contents(header, order, grid, segments, warnings);
    }

    /**
     * Writes a volume in single precision, whole or not at all.
     *
     * @param volume the volume
     * @param file the target; header and voxels come into one file, compressed by gzip
     * @throws IllegalArgumentException if it is larger than 2 GiB
     * @throws IOException if it can't be written
     */
    public static void write(Volume volume, Path file) throws IOException {
        AtomicFile.write(file, NrrdWriter.of(file, volume, Float.BYTES));
    }

    /**
     * Writes a map of labels as whole numbers, whole or not at all.
     *
     * @param labels the map: whole numbers from 0 to 65535
     * @param largest the largest of them: up to 255 they take one byte, else two
     * @param file the target
     * @throws IllegalArgumentException if it is larger than 2 GiB
     * @throws IOException if it can't be written
     */
    public static void writeLabels(Volume labels, int largest, Path file) throws IOException {
        AtomicFile.write(file, NrrdWriter.of(file, labels, largest <= 255 ? 1 : 2));
    }

    /**
     * The segments of a segmentation of 3D Slicer: the names of the labels of one layer, or of the channels of several.
     *
     * @param file the file
     * @return the segments in their order; none if it is another image
     * @throws MalformedFileException if its header is damaged
     * @throws IOException if it can't be read
     */
    public static List<NrrdSegment> segments(Path file) throws IOException {
        try (VoxelFile opened = VoxelFile.open(file)) {
            return segments(NrrdHeader.read(file, opened.raw(0), warning -> { }), Integer.MAX_VALUE);
        }
    }

    private static List<NrrdSegment> segments(NrrdHeader header, int layers) throws IOException {
        try {
            List<NrrdSegment> segments = NrrdSegment.of(header.pairs());
            for (NrrdSegment segment : segments) {
                if (segment.layer() >= layers) {
                    throw new MalformedFileException(header.file(), "segment " + NrrdHeader.cut(segment.name()) + " is in layer "
                            + segment.layer() + ", expected one of the " + layers + " from 0");
                }
            }
            return segments;
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(header.file(), String.valueOf(e.getMessage()), e);
        }
    }

    private static float[] separated(float[] layers, int voxels, List<NrrdSegment> segments) {
        float[] channels = new float[segments.size() * voxels];
        for (int i = 0; i < segments.size(); i++) {
            int from = segments.get(i).layer() * voxels;
            float label = segments.get(i).label();
            for (int voxel = 0; voxel < voxels; voxel++) {
                channels[i * voxels + voxel] = layers[from + voxel] == label ? 1 : 0;
            }
        }
        return channels;
    }
}
