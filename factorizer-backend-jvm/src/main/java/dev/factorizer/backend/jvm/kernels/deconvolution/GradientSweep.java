package dev.factorizer.backend.jvm.kernels.deconvolution;

import dev.factorizer.backend.jvm.threads.Scratch;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The gradients of one iteration of one group, s' = s · n / d with n = A(x) + ε and d = A(K(s)) + ε, in one pass over the planes.
 * With g the gradient of s', those of n and d are g s / d and −g s n / d²; then dx = K(dn), v = K(dd), ds = g n / d + A(v), and
 * the filters get the correlations of x with dn, K(s) with dd and v with s. Each of these is one reach behind what it needs.
 *
 * @param sweep the iteration
 * @param first whether its source is the start, whose zeros get no gradient
 */
record GradientSweep(DeconvolutionSweep sweep, boolean first) {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private enum Buffer implements Scratch.Name { SOURCE, IMAGE, CONVOLVED, NUMERATORS, DENOMINATORS, DIRECT, BACK, N, D, PLANE,
        LANES, SUMS }

    /**
     * What an iteration takes and gives.
     *
     * @param x the image
     * @param source before the iteration
     * @param cotangent the gradient of the source after it
     * @param dx the gradient of the image, or null
     * @param adds whether dx is added to what is there
     * @param ds the gradient of the source before it; may lie where the cotangent lies
     * @param totals gets the gradients of the group's filters added, or null
     */
    record Operands(MemorySegment x, SourcePlanes source, MemorySegment cotangent, MemorySegment dx, boolean adds, MemorySegment ds,
            double[] totals) { }

    /** The planes that a later step still needs. */
    private record Rings(PlaneRing source, PlaneRing image, PlaneRing convolved, PlaneRing numerators, PlaneRing denominators,
            PlaneRing direct, PlaneRing back) { }

    private DeconvolutionGroup group() {
        return sweep.group();
    }

    void run(Operands of, Scratch scratch) {
        int mark = scratch.mark();
        DeconvolutionGroup group = group();
        PlaneLayout plane = group.plane();
        int reach = group.reach();
        int planes = 2 * reach + 1;
        Rings rings = new Rings(PlaneRing.of(scratch, Buffer.SOURCE, group.sources(), 4 * reach + 1, plane),
                PlaneRing.of(scratch, Buffer.IMAGE, group.channels(), planes, plane),
                PlaneRing.of(scratch, Buffer.CONVOLVED, group.channels(), planes, plane),
                PlaneRing.of(scratch, Buffer.NUMERATORS, group.sources(), planes, plane),
                PlaneRing.of(scratch, Buffer.DENOMINATORS, group.sources(), planes, plane),
                PlaneRing.of(scratch, Buffer.DIRECT, group.sources(), planes, plane),
                PlaneRing.of(scratch, Buffer.BACK, group.channels(), planes, plane));
        float[] values = scratch.floats(Buffer.PLANE, plane.length());
        Arrays.fill(values, 0, plane.length(), 0);
        float[] n = scratch.floats(Buffer.N, plane.run());
        float[] d = scratch.floats(Buffer.D, plane.run());
        float[] lanes = scratch.floats(Buffer.LANES, PlaneStencil.WORKSPACE);
        float[] sums = scratch.floats(Buffer.SUMS, PlaneStencil.SHIFTS);
        for (int front = 0; front < group.depth() + 4 * reach; front++) {
            if (front < group.depth()) {
                of.source.load(group, sweep.task(), front, rings.source);
            }
            int z = front - reach;
            if (isInside(z)) {
                sweep.convolve(of.x, z, rings.source, rings.image, rings.convolved);
            }
            z -= reach;
            if (isInside(z)) {
                divide(of, z, rings, n, d, values);
            }
            z -= reach;
            if (isInside(z)) {
                convolveBack(of, z, rings, n, values);
                if (of.totals != null) {
                    sweep.taps().correlate(rings.image, rings.numerators, z, of.totals, lanes, sums);
                    sweep.taps().correlate(rings.convolved, rings.denominators, z, of.totals, lanes, sums);
                    sweep.taps().correlate(rings.back, rings.source, z, of.totals, lanes, sums);
                }
            }
            z -= reach;
            if (isInside(z)) {
                finish(of, z, rings, n);
            }
        }
        scratch.release(mark);
    }

    private boolean isInside(int z) {
        return z >= 0 && z < group().depth();
    }

    /** The gradients of n and d, and the part of that of s which needs no other plane. */
    private void divide(Operands of, int z, Rings rings, float[] n, float[] d, float[] cotangent) {
        PlaneLayout plane = group().plane();
        for (int k = 0; k < group().sources(); k++) {
            sweep.taps().adjoint(rings.image, k, z, n, 0);
            sweep.taps().adjoint(rings.convolved, k, z, d, 0);
            plane.load(of.cotangent, group().source(sweep.task(), k, z), cotangent, 0);
            int at = rings.numerators.run(k, z);
            divide(rings, rings.source.run(k, z), n, d, cotangent, plane.lead(), at, plane.run());
        }
    }

    /** Where s is 0 it stays 0, and the gradients are 0 as well. */
    private static void divide(Rings rings, int from, float[] n, float[] d, float[] cotangent, int lead, int to, int length) {
        float[] source = rings.source.data();
        float[] numerators = rings.numerators.data();
        float[] denominators = rings.denominators.data();
        float[] direct = rings.direct.data();
        for (int i = 0; i < length; i += SPECIES.length()) {
            FloatVector s = FloatVector.fromArray(SPECIES, source, from + i);
            FloatVector divisor = FloatVector.fromArray(SPECIES, d, i).add(DeconvolutionSweep.EPSILON);
            FloatVector ratio = FloatVector.fromArray(SPECIES, n, i).add(DeconvolutionSweep.EPSILON).div(divisor);
            FloatVector g = FloatVector.zero(SPECIES).blend(FloatVector.fromArray(SPECIES, cotangent, lead + i),
                    s.compare(VectorOperators.GT, 0f));
            FloatVector ofNumerator = g.mul(s.div(divisor));
            g.mul(ratio).intoArray(direct, to + i);
            ofNumerator.intoArray(numerators, to + i);
            ofNumerator.mul(ratio).neg().intoArray(denominators, to + i);
        }
    }

    /** v = K(dd), which the next step needs, and dx = K(dn), which is finished. */
    private void convolveBack(Operands of, int z, Rings rings, float[] dx, float[] before) {
        PlaneLayout plane = group().plane();
        for (int c = 0; c < group().channels(); c++) {
            sweep.taps().convolve(rings.denominators, c, z, rings.back.data(), rings.back.run(c, z));
            plane.clear(rings.back.data(), rings.back.plane(c, z));
            if (of.dx != null) {
                long to = group().image(sweep.task(), c, z);
                sweep.taps().convolve(rings.numerators, c, z, dx, 0);
                if (of.adds) {
                    plane.load(of.dx, to, before, 0);
                    add(before, plane.lead(), dx, plane.run());
                }
                plane.store(dx, 0, of.dx, to);
            }
        }
    }

    private void finish(Operands of, int z, Rings rings, float[] ds) {
        PlaneLayout plane = group().plane();
        for (int k = 0; k < group().sources(); k++) {
            sweep.taps().adjoint(rings.back, k, z, ds, 0);
            add(rings.direct.data(), rings.direct.run(k, z), ds, plane.run());
            if (first) {
                keepPositive(rings.source.data(), rings.source.run(k, z), ds, plane.run());
            }
            plane.store(ds, 0, of.ds, group().source(sweep.task(), k, z));
        }
    }

    private static void add(float[] more, int from, float[] sum, int length) {
        for (int i = 0; i < length; i++) {
            sum[i] = more[from + i] + sum[i];
        }
    }

    private static void keepPositive(float[] source, int from, float[] gradient, int length) {
        for (int i = 0; i < length; i += SPECIES.length()) {
            FloatVector.zero(SPECIES).blend(FloatVector.fromArray(SPECIES, gradient, i), FloatVector.fromArray(SPECIES, source,
                    from + i).compare(VectorOperators.GT, 0f)).intoArray(gradient, i);
        }
    }
}
