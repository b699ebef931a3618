package dev.factorizer.io.nifti;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a NIfTI file says of its image before the voxels: quickly read, also of large compressed files.
 *
 * @param header the header, without extensions
 * @param affine voxel to world, RAS+, in the file's unit of space: 4×4, row by row
 * @param warnings what was against the format, and where other programs see another geometry: sentences that name the file
 */
public record NiftiGeometry(NiftiHeader header, List<Double> affine, List<String> warnings) {
    /** Copies the lists. */
    public NiftiGeometry {
        affine = List.copyOf(affine);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads the header only. Whether the voxels are there and whole is not looked at, beyond what the length of the file says.
     *
     * @param file as {@link NiftiImage#read} takes it
     * @return what it says
     * @throws MalformedFileException if the header is damaged, saying which field
     * @throws IOException if it can't be read
     */
    public static NiftiGeometry read(Path file) throws IOException {
        return new NiftiReader(file).geometry();
    }
}
