package dev.factorizer.report.pictures;

/**
 * A slice as a picture, with the outlines of truth and prediction as paths in its pixels.
 *
 * @param plane which way it is cut
 * @param slice its place along the voxel axis, from 0
 * @param png the image; it may have fewer pixels than the paths
 * @param width pixels from left to right, of the paths
 * @param height pixels from top to bottom, of the paths
 * @param pixelWidth in mm
 * @param pixelHeight in mm
 * @param truth the path around what is there; empty if nothing is
 * @param prediction the path around what was found; empty if nothing was
 * @param letters of the left, right, upper and lower edge
 */
public record PlanePicture(AnatomicalPlane plane, int slice, byte[] png, int width, int height, double pixelWidth, double pixelHeight,
        String truth, String prediction, String[] letters) {
    private static final double[] LENGTHS = {1, 2, 5, 10, 20, 50, 100, 200, 500};

    /** {@return the length of a scale in mm: the longest round one below a third of the width} */
    public double scale() {
        double longest = LENGTHS[0] / 10;
        for (double length : LENGTHS) {
            longest = length <= width * pixelWidth / 3 ? length : longest;
        }
        return longest;
    }
}
