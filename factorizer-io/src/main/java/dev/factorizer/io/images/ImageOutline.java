package dev.factorizer.io.images;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.nifti.NiftiGeometry;
import dev.factorizer.io.nifti.NiftiHeader;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the voxels of an image lie and how many values each has, without the values.
 *
 * @param frame grid, header and warnings
 * @param channels how many values a voxel has
 */
public record ImageOutline(VolumeFrame frame, int channels) {
    /**
     * Reads an outline as {@link Volumes#read} would find it: of a NIfTI file only the header is read, an image of another format is
     * read whole.
     *
     * @param file an image
     * @return its outline
     * @throws MalformedFileException if it is damaged
     * @throws IOException if it can't be read
     */
    public static ImageOutline read(Path file) throws IOException {
        if (!file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(nii|hdr|img)(\\.gz)?")) {
            Volume volume = Volumes.read(file);
            return new ImageOutline(volume.frame(), volume.channels());
        }
        NiftiGeometry geometry = NiftiGeometry.read(file);
        NiftiHeader header = geometry.header();
        Grid grid = grid(geometry, file);
        long channels = header.type().components();
        for (int dimension = 3; dimension < header.shape().size(); dimension++) {
            channels *= header.size(dimension);
        }
        return new ImageOutline(new VolumeFrame(grid, Optional.of(header), geometry.warnings()), Math.toIntExact(channels));
    }

    private static Grid grid(NiftiGeometry geometry, Path file) throws IOException {
        String unit = geometry.header().spaceUnit();
        double factor = unit.equals("meter") ? 1000 : unit.equals("micron") ? 0.001 : 1;
        double[] rows = new double[16];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = geometry.affine().get(i) * (i < 12 ? factor : 1);
        }
        try {
            NiftiHeader header = geometry.header();
            return new Grid(header.size(0), header.size(1), header.size(2), Affine.of(rows));
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file, e.getMessage(), e);
        }
    }
}
