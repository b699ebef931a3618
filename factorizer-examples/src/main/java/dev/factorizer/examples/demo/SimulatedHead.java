package dev.factorizer.examples.demo;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;

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
    /** {@return the number of voxels in lesions} */
    int lesionVoxels() {
        int count = 0;
        for (float voxel : lesion) {
            count += voxel > 0 ? 1 : 0;
        }
        return count;
    }

    /** {@return the volume of all lesions in milliliters} */
    double lesionMilliliters() {
        return lesionVoxels() * spacing * spacing * spacing / 1000;
    }

    /**
     * {@return the image as if it had been read from a file: one channel, axes to the right, front and top, the origin in
     * the middle}
     */
    Volume scan() {
        return new Volume(grid(), 1, image);
    }

    /** {@return the lesions as a map of labels: one channel of 0 and 1 on the scan's grid} */
    Volume truth() {
        return new Volume(grid(), 1, lesion);
    }

    private Grid grid() {
        double first = -spacing * (size - 1) / 2;
        return new Grid(size, size, size, Affine.of(spacing, 0, 0, first, 0, spacing, 0, first, 0, 0, spacing, first, 0, 0,
                0, 1));
    }
}
