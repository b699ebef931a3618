package dev.factorizer.io.numpy;

import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeOutline;
import dev.factorizer.io.voxels.VoxelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One array of NumPy in a file: {@code .npy}. Its axes are (X, Y), (X, Y, Z), as in the arrays of nibabel, or (C, X, Y, Z). It has no
 * geometry, so the volume has voxels of 1 mm along the world's axes, and a warning that says so.
 */
public final class NumpyFile {
    private NumpyFile() { }

    /**
     * Reads an array.
     *
     * @param file the file
     * @return the volume, without a NIfTI header
     * @throws dev.factorizer.io.files.MalformedFileException if it is damaged, holds no numbers, or has another number of axes
     * @throws IOException if it can't be read
     */
    public static Volume read(Path file) throws IOException {
        try (VoxelFile opened = VoxelFile.open(file)) {
            return new NumpyArray(file, "").read(opened.raw(0), needed -> opened.checkHolds(0, needed, false), List.of());
        }
    }

    /**
     * Reads the header of an array.
     *
     * @param file the file
     * @return what {@link #read} would find, without voxels
     * @throws dev.factorizer.io.files.MalformedFileException if it is damaged, holds no numbers, or has another number of axes
     * @throws IOException if it can't be read
     */
    public static VolumeOutline outline(Path file) throws IOException {
        try (VoxelFile opened = VoxelFile.open(file)) {
            return new NumpyArray(file, "").outline(opened.raw(0), needed -> opened.checkHolds(0, needed, false), List.of());
        }
    }
}
