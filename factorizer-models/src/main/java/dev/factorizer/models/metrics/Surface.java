package dev.factorizer.models.metrics;

/** What the surface of a mask is. The numbers of the two definitions differ, so a report has to name its definition. */
public enum Surface {
    /**
     * Voxels of the mask with a face neighbor (6 in space, 4 in a plane) in the background or outside the image, each counted as
     * one; distances are between voxel centers. The definition of MONAI and of Metrics Reloaded.
     */
    BOUNDARY_VOXELS("boundary voxels", ""),
    /**
     * Points between voxels, where 8 of them (4 in a plane) meet that are not all of one kind, each weighing as much as the area
     * (length) of the surface that marching cubes put there; distances are between these points. The definition of DeepMind's
     * surface-distance (Nikolov et al. 2018, arXiv:1809.04430), which the BraTS and Medical Segmentation Decathlon challenges use.
     */
    SURFELS("surface elements weighted by area", "-surfels");

    private final String words;
    private final String suffix;

    Surface(String words, String suffix) {
        this.words = words;
        this.suffix = suffix;
    }

    /** {@return what the surface consists of, in words} */
    public String words() {
        return words;
    }

    /** What the names of metrics end with. */
    String suffix() {
        return suffix;
    }

    SurfaceElements of(Mask mask) {
        return this == BOUNDARY_VOXELS ? BoundaryVoxels.of(mask) : Surfels.of(mask);
    }
}
