package dev.factorizer.models.explanation;

import dev.factorizer.models.metrics.Mask;

/**
 * How a component's map lies to a region.
 *
 * @param dice the overlap of the region with as many of the map's strongest voxels as the region has, 0 to 1: both are equally large,
 *     so this is the share of either that lies in the other. Of voxels that are equally strong, such as those of a block of a coarse
 *     layer, each counts as the part of them that there is place for; a voxel of 0 never does
 * @param inside the share of the map's sum that lies in the region, 0 to 1; without any relation it is the region's share of the image
 */
public record RegionOverlap(double dice, double inside) {
    private static final int LOW_BITS = 16;
    private static final int LOW = (1 << LOW_BITS) - 1;

    /** Of a map, of which the absolute values count, and a region that has a voxel. */
    static RegionOverlap of(float[] map, Mask region) {
        float[] strength = new float[map.length];
        double sum = 0;
        double inside = 0;
        long found = 0;
        for (int i = 0; i < map.length; i++) {
            strength[i] = Math.abs(map[i]);
            sum += strength[i];
            found += strength[i] > 0 ? 1 : 0;
            inside += region.contains(i) ? strength[i] : 0;
        }
        found = Math.min(found, region.voxels());
        return new RegionOverlap(found == 0 ? 0 : 2 * hits(strength, region, found) / (found + region.voxels()), sum == 0 ? 0 : inside / sum);
    }

    /** How many of the strongest voxels lie in the region. */
    private static double hits(float[] strength, Mask region, long count) {
        float least = largest(strength, count);
        long above = 0;
        long equal = 0;
        long hitsAbove = 0;
        long hitsEqual = 0;
        for (int i = 0; i < strength.length; i++) {
            if (strength[i] > least) {
                above++;
                hitsAbove += region.contains(i) ? 1 : 0;
            } else if (strength[i] == least) {
                equal++;
                hitsEqual += region.contains(i) ? 1 : 0;
            }
        }
        return hitsAbove + hitsEqual * ((count - above) / (double) equal);
    }

    /** The value that so many are not below. The bits of numbers from 0 are in the order of the numbers. */
    private static float largest(float[] strength, long count) {
        int[] high = new int[1 << LOW_BITS];
        for (float value : strength) {
            high[Float.floatToRawIntBits(value) >>> LOW_BITS]++;
        }
        long rest = count;
        int top = high.length - 1;
        while (high[top] < rest) {
            rest -= high[top--];
        }
        int[] low = new int[1 << LOW_BITS];
        for (float value : strength) {
            int bits = Float.floatToRawIntBits(value);
            if (bits >>> LOW_BITS == top) {
                low[bits & LOW]++;
            }
        }
        int end = low.length - 1;
        while (low[end] < rest) {
            rest -= low[end--];
        }
        return Float.intBitsToFloat(top << LOW_BITS | end);
    }
}
