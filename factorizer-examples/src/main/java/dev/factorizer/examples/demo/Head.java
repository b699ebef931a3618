package dev.factorizer.examples.demo;

import dev.factorizer.io.nifti.NiftiImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The real head that all cases are made from: T1 of one person, the mean of 27 scans ("Colin 27"), at 4 mm, and where its
 * brain is. From {@code ch2.nii.gz} and {@code ch2bet.nii.gz} of MRIcron by means over blocks of 4×4×4 voxels; the license
 * (BSD-3-Clause) is beside the files, in {@code head-license.txt}.
 *
 * @param sizes voxels along x (to the right), y (to the front) and z (upwards)
 * @param spacing the edge of a voxel in mm
 * @param levels the intensity of each voxel, 0 to 255; row-major, z fastest
 * @param brain 1 inside the brain, 0 outside; ordered like the intensities
 */
record Head(int[] sizes, double spacing, float[] levels, float[] brain) {
    /** The greatest intensity. */
    static final int GREATEST_LEVEL = 255;

    /**
     * Reads the head that comes with this module.
     *
     * @return the head
     * @throws IOException if the files of this module are damaged
     */
    static Head load() throws IOException {
        NiftiImage head = resource("head.nii.gz");
        NiftiImage brain = resource("brain.nii.gz");
        int[] sizes = head.header().shape().stream().mapToInt(Integer::intValue).toArray();
        return new Head(sizes, head.affine()[0], values(head, sizes), values(brain, sizes));
    }

    /** The reader takes paths, and a file within a jar has none that is readable everywhere. */
    private static NiftiImage resource(String name) throws IOException {
        Path copy = Files.createTempFile("factorizer-", name);
        try (InputStream in = Head.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("\"" + name + "\" is not among the module's resources, this copy of factorizer-examples"
                        + " is incomplete");
            }
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return NiftiImage.read(copy);
        } finally {
            Files.delete(copy);
        }
    }

    /** Files have x fastest, tensors z. */
    private static float[] values(NiftiImage image, int[] sizes) {
        float[] values = new float[sizes[0] * sizes[1] * sizes[2]];
        for (int i = 0; i < values.length; i++) {
            int z = i % sizes[2];
            int y = i / sizes[2] % sizes[1];
            int x = i / sizes[2] / sizes[1];
            values[i] = (float) image.value(x + sizes[0] * (y + sizes[1] * z));
        }
        return values;
    }

    /** {@return the middle of the brain: the mean place of its voxels, in voxels} */
    double[] center() {
        double[] sum = new double[3];
        double count = 0;
        for (int i = 0; i < brain.length; i++) {
            if (brain[i] > 0) {
                sum[0] += i / sizes[2] / sizes[1];
                sum[1] += i / sizes[2] % sizes[1];
                sum[2] += i % sizes[2];
                count++;
            }
        }
        return new double[] {sum[0] / count, sum[1] / count, sum[2] / count};
    }

    /**
     * The mean intensity of the brain.
     *
     * @param shades the brightness of each intensity, 0 to 255
     * @return the mean brightness
     */
    double meanOfBrain(double[] shades) {
        double sum = 0;
        double count = 0;
        for (int i = 0; i < brain.length; i++) {
            if (brain[i] > 0) {
                sum += shades[Math.round(levels[i])];
                count++;
            }
        }
        return sum / count;
    }
}
