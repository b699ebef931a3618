package dev.factorizer.backend.jvm.kernels.deconvolution;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.backend.jvm.threads.Scratch;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * One iteration of one group: s · (A(x) + ε) / (A(K(s)) + ε), plane by plane. When plane f of the source has been read, K(s) is
 * known up to plane f − reach and the result up to plane f − 2 · reach; so that the result may lie where the source lies.
 *
 * @param group the sizes
 * @param task which group of which sample
 * @param taps its filters
 */
record DeconvolutionSweep(DeconvolutionGroup group, int task, FilterTaps taps) {
    static final float EPSILON = (float) Deconvolution.EPSILON;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private enum Buffer implements Scratch.Name { SOURCE, IMAGE, CONVOLVED, NUMERATOR, DENOMINATOR }

    /**
     * Computes.
     *
     * @param x the image
     * @param from the source before
     * @param to the source after
     * @param scratch working arrays
     */
    void run(MemorySegment x, SourcePlanes from, MemorySegment to, Scratch scratch) {
        int mark = scratch.mark();
        PlaneLayout plane = group.plane();
        int reach = group.reach();
        PlaneRing source = PlaneRing.of(scratch, Buffer.SOURCE, group.sources(), 2 * reach + 1, plane);
        PlaneRing image = PlaneRing.of(scratch, Buffer.IMAGE, group.channels(), 2 * reach + 1, plane);
        PlaneRing convolved = PlaneRing.of(scratch, Buffer.CONVOLVED, group.channels(), 2 * reach + 1, plane);
        float[] numerator = scratch.floats(Buffer.NUMERATOR, plane.run());
        float[] denominator = scratch.floats(Buffer.DENOMINATOR, plane.run());
        for (int front = 0; front < group.depth() + 2 * reach; front++) {
            if (front < group.depth()) {
                from.load(group, task, front, source);
            }
            int middle = front - reach;
            if (middle >= 0 && middle < group.depth()) {
                convolve(x, middle, source, image, convolved);
            }
            int z = middle - reach;
            for (int k = 0; z >= 0 && k < group.sources(); k++) {
                taps.adjoint(image, k, z, numerator, 0);
                taps.adjoint(convolved, k, z, denominator, 0);
                update(source.data(), source.run(k, z), numerator, denominator, plane.run());
                plane.store(numerator, 0, to, group.source(task, k, z));
            }
        }
        scratch.release(mark);
    }

    /** Reads a plane of the image and computes that of K(s). */
    void convolve(MemorySegment x, int z, PlaneRing source, PlaneRing image, PlaneRing convolved) {
        for (int c = 0; c < group.channels(); c++) {
            group.plane().load(x, group.image(task, c, z), image.data(), image.plane(c, z));
            taps.convolve(source, c, z, convolved.data(), convolved.run(c, z));
            group.plane().clear(convolved.data(), convolved.plane(c, z));
        }
    }

    /** numerator = s · (numerator + ε) / (denominator + ε). */
    private static void update(float[] source, int from, float[] numerator, float[] denominator, int length) {
        for (int i = 0; i < length; i += SPECIES.length()) {
            FloatVector ratio = FloatVector.fromArray(SPECIES, numerator, i).add(EPSILON)
                    .div(FloatVector.fromArray(SPECIES, denominator, i).add(EPSILON));
            FloatVector.fromArray(SPECIES, source, from + i).mul(ratio).intoArray(numerator, i);
        }
    }
}
