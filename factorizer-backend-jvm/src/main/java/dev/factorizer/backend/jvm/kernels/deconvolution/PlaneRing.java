package dev.factorizer.backend.jvm.kernels.deconvolution;

import dev.factorizer.backend.jvm.threads.Scratch;
import java.util.Arrays;

/**
 * The last few planes of each channel of an image; a new one takes the place of the oldest.
 *
 * @param data all of them
 * @param planes how many of each channel
 * @param layout of each
 */
record PlaneRing(float[] data, int planes, PlaneLayout layout) {
    /** A ring of zeros. */
    static PlaneRing of(Scratch scratch, Scratch.Name name, int channels, int planes, PlaneLayout layout) {
        int length = channels * planes * layout.length();
        float[] data = scratch.floats(name, length);
        Arrays.fill(data, 0, length, 0);
        return new PlaneRing(data, planes, layout);
    }

    /** Where a plane begins. */
    int plane(int channel, int z) {
        return (channel * planes + z % planes) * layout.length();
    }

    /** Where the first voxel of a plane is. */
    int run(int channel, int z) {
        return plane(channel, z) + layout.lead();
    }
}
