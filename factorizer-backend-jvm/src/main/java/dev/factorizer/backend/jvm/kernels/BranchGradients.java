package dev.factorizer.backend.jvm.kernels;

import java.lang.foreign.MemorySegment;

/**
 * Where the gradients of a block's half go, x + W₂ f(W₁ norm(x) + b₁) + b₂; null for those not wanted.
 *
 * @param x (B, C, S); may be the result's gradient
 * @param normWeight (C)
 * @param normBias (C)
 * @param firstWeight W₁ (H, C)
 * @param firstBias b₁ (H)
 * @param secondWeight W₂ (C, H)
 * @param secondBias b₂ (C)
 */
public record BranchGradients(MemorySegment x, MemorySegment normWeight, MemorySegment normBias,
        MemorySegment firstWeight, MemorySegment firstBias, MemorySegment secondWeight, MemorySegment secondBias) {
    /** Whether any but that of x is wanted. */
    boolean parameters() {
        return normWeight != null || normBias != null || firstWeight != null || firstBias != null
                || secondWeight != null || secondBias != null;
    }
}
