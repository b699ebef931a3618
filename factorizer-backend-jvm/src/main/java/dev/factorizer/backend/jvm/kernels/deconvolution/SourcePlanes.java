package dev.factorizer.backend.jvm.kernels.deconvolution;

import java.lang.foreign.MemorySegment;

/**
 * Where the source lies that an iteration starts from.
 *
 * @param memory (B, groups · source channels, S…)
 * @param first whether it is the start, of which negative numbers count as zeros
 */
record SourcePlanes(MemorySegment memory, boolean first) {
    /** Reads a plane of all channels of a task. */
    void load(DeconvolutionGroup group, int task, int z, PlaneRing ring) {
        for (int k = 0; k < group.sources(); k++) {
            if (first) {
                group.plane().loadPositive(memory, group.source(task, k, z), ring.data(), ring.plane(k, z));
            } else {
                group.plane().load(memory, group.source(task, k, z), ring.data(), ring.plane(k, z));
            }
        }
    }
}
