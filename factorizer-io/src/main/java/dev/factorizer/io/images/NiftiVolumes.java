package dev.factorizer.io.images;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.nifti.NiftiGeometry;
import dev.factorizer.io.nifti.NiftiHeader;
import dev.factorizer.io.nifti.NiftiImage;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeFrame;
import dev.factorizer.io.volume.VolumeOutline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** From a NIfTI file to a volume that remembers its header. */
final class NiftiVolumes {
    private NiftiVolumes() { }

    static Volume read(Path file) throws IOException {
        NiftiImage image = NiftiImage.read(file);
        NiftiHeader header = image.header();
        Grid grid = grid(header, image.affine(), file);
        int channels = image.values() / grid.voxels();
        float[] voxels = new float[image.values()];
        copy(image, grid, file, voxels, 0);
        return new Volume(new VolumeFrame(grid, Optional.of(header), image.warnings()), channels, voxels,
                Collections.nCopies(channels, file.toString()));
    }

    /**
     * Reads a file behind other channels: the frame of its image, whose values are put in their places.
     *
     * @param target where they go
     * @param at the place of the first
     * @param outline of the file, read before; it must not have changed since
     */
    static VolumeFrame readInto(Path file, VolumeOutline outline, float[] target, int at) throws IOException {
        NiftiImage image = NiftiImage.read(file);
        Grid grid = grid(image.header(), image.affine(), file);
        if (!grid.equals(outline.frame().grid()) || image.values() != (long) outline.channels() * grid.voxels()) {
            throw new MalformedFileException(file, "was changed while it was read, expected it to stay as it is");
        }
        copy(image, grid, file, target, at);
        return new VolumeFrame(grid, Optional.of(image.header()), image.warnings());
    }

    /** Plane by plane, so that the values are in memory once. Files: color fastest, then x, y, z, and the other dimensions. Volumes: z fastest. */
    private static void copy(NiftiImage image, Grid grid, Path file, float[] target, int at) throws IOException {
        int colors = image.header().type().components();
        float[] plane = new float[grid.x() * grid.y() * colors];
        int planes = image.values() / plane.length;
        for (int i = 0; i < planes; i++) {
            image.copy(i * plane.length, plane);
            checkRange(plane, i * plane.length, image, file);
            int from = 0;
            int frame = i / grid.z() * colors;
            int z = i % grid.z();
            for (int y = 0; y < grid.y(); y++) {
                for (int x = 0; x < grid.x(); x++) {
                    for (int color = 0; color < colors; color++) {
                        target[at + (((frame + color) * grid.x() + x) * grid.y() + y) * grid.z() + z] = plane[from++];
                    }
                }
            }
        }
    }

    static VolumeOutline outline(Path file) throws IOException {
        NiftiGeometry geometry = NiftiGeometry.read(file);
        NiftiHeader header = geometry.header();
        Grid grid = grid(header, geometry.affine().stream().mapToDouble(Double::doubleValue).toArray(), file);
        int channels = header.type().components();
        for (int dimension = 3; dimension < header.shape().size(); dimension++) {
            channels *= header.size(dimension);
        }
        return new VolumeOutline(new VolumeFrame(grid, Optional.of(header), geometry.warnings()), channels);
    }

    private static Grid grid(NiftiHeader header, double[] affine, Path file) throws IOException {
        try {
            return new Grid(header.size(0), header.size(1), header.size(2), inMillimeters(Affine.of(affine), header.spaceUnit()));
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file, String.valueOf(e.getMessage()), e);
        }
    }

    /** A number that single precision can't hold would become an infinity that is not in the file. */
    private static void checkRange(float[] values, int first, NiftiImage image, Path file) throws IOException {
        for (int i = 0; i < values.length; i++) {
            if (Float.isInfinite(values[i]) && Double.isFinite(image.value(first + i))) {
                List<Integer> index = new ArrayList<>();
                int rest = (first + i) / image.header().type().components();
                for (int size : image.header().shape()) {
                    index.add(rest % size);
                    rest /= size;
                }
                throw new MalformedFileException(file, "voxel " + index + " is " + image.value(first + i) + ", expected at most "
                        + Float.MAX_VALUE + " in size, the largest of single precision; scale the image");
            }
        }
    }

    private static Affine inMillimeters(Affine affine, String unit) {
        double factor = unit.equals("meter") ? 1000 : unit.equals("micron") ? 0.001 : 1;
        double[] rows = affine.toArray();
        for (int i = 0; i < 12; i++) {
            rows[i] *= factor;
        }
        return Affine.of(rows);
    }
}
