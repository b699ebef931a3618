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
        float[] values = image.toFloats();
        checkRange(values, image, file);
        int channels = values.length / grid.voxels();
        int colors = header.type().components();
        return new Volume(new VolumeFrame(grid, Optional.of(header), image.warnings()), channels,
                reorder(values, grid, channels / colors, colors), Collections.nCopies(channels, file.toString()));
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
            throw new MalformedFileException(file, e.getMessage(), e);
        }
    }

    /** A number that single precision can't hold would become an infinity that is not in the file. */
    private static void checkRange(float[] values, NiftiImage image, Path file) throws IOException {
        for (int i = 0; i < values.length; i++) {
            if (Float.isInfinite(values[i]) && Double.isFinite(image.value(i))) {
                List<Integer> index = new ArrayList<>();
                int rest = i / image.header().type().components();
                for (int size : image.header().shape()) {
                    index.add(rest % size);
                    rest /= size;
                }
                throw new MalformedFileException(file, "voxel " + index + " is " + image.value(i) + ", expected at most "
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

    /** Files: color fastest, then x, y, z, and the other dimensions. Volumes: z fastest. */
    private static float[] reorder(float[] file, Grid grid, int frames, int colors) {
        float[] voxels = new float[file.length];
        int from = 0;
        for (int frame = 0; frame < frames; frame++) {
            for (int z = 0; z < grid.z(); z++) {
                for (int y = 0; y < grid.y(); y++) {
                    for (int x = 0; x < grid.x(); x++) {
                        for (int color = 0; color < colors; color++) {
                            int channel = frame * colors + color;
                            voxels[((channel * grid.x() + x) * grid.y() + y) * grid.z() + z] = file[from++];
                        }
                    }
                }
            }
        }
        return voxels;
    }
}
