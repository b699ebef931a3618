package dev.factorizer.examples.demo;

import java.util.random.RandomGenerator;

/**
 * An ischemic lesion as diffusion images show it: a bright patch, an ellipsoid with an uneven surface.
 *
 * @param center its middle, in voxels of the case
 * @param matrix 3×3, row by row, from voxels to the ellipsoid's unit ball
 * @param radius the mean of the three half axes, in voxels
 * @param unevenness how far the surface is from the ellipsoid, as a share of the radius
 * @param surface what it is made uneven with
 * @param gain how many times brighter than the mean of the brain
 */
record Lesion(double[] center, double[] matrix, double radius, double unevenness, SmoothNoise surface, double gain) {
    private static final double LEAST_RADIUS_MM = 9;
    private static final double GREATEST_RADIUS_MM = 28;
    private static final double GREATEST_UNEVENNESS = 0.5;
    private static final double LEAST_GAIN = 1.7;
    private static final double GREATEST_GAIN = 2.6;

    /**
     * Draws a lesion.
     *
     * @param random where the numbers come from
     * @param center its middle, in voxels
     * @param spacing the edge of a voxel in mm
     * @return the lesion
     */
    static Lesion draw(RandomGenerator random, double[] center, double spacing) {
        double[] turn = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        for (int axis = 0; axis < 3; axis++) {
            turn = Pose.product(turn, Pose.rotation(axis, random.nextDouble(-Math.PI, Math.PI)));
        }
        double size = random.nextDouble(LEAST_RADIUS_MM, GREATEST_RADIUS_MM) / spacing;
        double[] scale = new double[9];
        double radius = 0;
        for (int axis = 0; axis < 3; axis++) {
            double half = size * random.nextDouble(0.6, 1.2);
            scale[4 * axis] = 1 / half;
            radius += half / 3;
        }
        double unevenness = random.nextDouble(GREATEST_UNEVENNESS);
        SmoothNoise surface = new SmoothNoise(random, Math.max(2, radius * 0.8));
        return new Lesion(center, Pose.product(scale, turn), radius, unevenness, surface,
                random.nextDouble(LEAST_GAIN, GREATEST_GAIN));
    }

    /**
     * How far a voxel is inside.
     *
     * @param x its place, in voxels
     * @param y its place, in voxels
     * @param z its place, in voxels
     * @return about the distance to the surface in voxels; below 0 outside
     */
    double depth(int x, int y, int z) {
        double dx = x - center[0];
        double dy = y - center[1];
        double dz = z - center[2];
        double a = matrix[0] * dx + matrix[1] * dy + matrix[2] * dz;
        double b = matrix[3] * dx + matrix[4] * dy + matrix[5] * dz;
        double c = matrix[6] * dx + matrix[7] * dy + matrix[8] * dz;
        double inside = 1 - Math.sqrt(a * a + b * b + c * c);
        // Beyond the reach of the unevenness the noise need not be looked up.
        return inside < -unevenness - 1 / radius ? -1 : radius * (inside + unevenness * surface.at(x, y, z));
    }
}
