package dev.factorizer.backend.jvm.kernels;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Where the tensors of a node lie, each row-major.
 *
 * @param inputs one per input
 * @param results one per result
 * @param workspace as many bytes as the kernel asked for; null if none
 */
public record KernelMemory(List<MemorySegment> inputs, List<MemorySegment> results, MemorySegment workspace) {
    /** {@return the first result, for most operations the only one} */
    public MemorySegment result() {
        return results.getFirst();
    }
}
