package dev.factorizer.examples.demo;

/**
 * A case: an image and where its lesions are.
 *
 * @param size voxels along each of the three axes
 * @param spacing the edge of a voxel in mm
 * @param image the intensity of each voxel; row-major, z fastest
 * @param lesion 1 inside a lesion, 0 outside; ordered like the image
 * @param brain 1 inside the brain, 0 outside; ordered like the image
 */
record SimulatedHead(int size, double spacing, float[] image, float[] lesion, float[] brain) {
    /**
     * How many voxels lesions have.
     *
     * @return their count
     */
    int lesionVoxels() {
        int count = 0;
        for (float voxel : lesion) {
            count += voxel > 0 ? 1 : 0;
        }
        return count;
    }

    /**
     * The volume of all lesions.
     *
     * @return in millilitres
     */
    double lesionMillilitres() {
        return lesionVoxels() * spacing * spacing * spacing / 1000;
    }
}
