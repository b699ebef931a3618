package dev.factorizer.io.volume;

import dev.factorizer.io.nifti.NiftiHeader;
import java.util.List;
import java.util.Optional;

/**
 * All of a volume but its values: what results on its grid need when the volume itself is no longer needed.
 *
 * @param grid where the voxels are
 * @param header the header of the file it came from; empty for a volume that was made, or moved to another grid
 * @param warnings warnings about the files it came from
 */
public record VolumeFrame(Grid grid, Optional<NiftiHeader> header, List<String> warnings) {
    /** Copies the warnings. */
    public VolumeFrame {
        warnings = List.copyOf(warnings);
    }

    /**
     * Values on this grid, with this header and these warnings.
     *
     * @param channels how many values a voxel has
     * @param values (C, X, Y, Z), the last index fastest; not copied
     * @return the volume
     */
    public Volume volume(int channels, float[] values) {
        return new Volume(this, channels, values, List.of());
    }
}
