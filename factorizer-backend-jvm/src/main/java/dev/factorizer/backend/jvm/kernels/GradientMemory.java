package dev.factorizer.backend.jvm.kernels;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Where the tensors of a composite's gradients lie, each row-major.
 *
 * @param inputs one per input of the composite
 * @param cotangent the gradient of the composite's result
 * @param gradients one per input of the composite; null where its gradient is not wanted
 * @param workspace as many bytes as the kernel asked for; null if none
 */
public record GradientMemory(List<MemorySegment> inputs, MemorySegment cotangent, List<MemorySegment> gradients,
        MemorySegment workspace) { }
