package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.graph.Operands;
import java.lang.foreign.MemorySegment;

/**
 * What both halves of a Factorizer block have in common, x + W₂ f(W₁ norm(x) + b₁) + b₂: where the inputs lie, or where their
 * gradients go, null for those not wanted.
 *
 * @param x (B, C, S)
 * @param normWeight (C)
 * @param normBias (C)
 * @param firstWeight W₁ (H, C)
 * @param firstBias b₁ (H); null where there is none
 * @param secondWeight W₂ (C, H)
 * @param secondBias b₂ (C)
 */
record BranchOperands(MemorySegment x, MemorySegment normWeight, MemorySegment normBias, MemorySegment firstWeight,
        MemorySegment firstBias, MemorySegment secondWeight, MemorySegment secondBias) {
    static BranchOperands ofMlp(Operands<ChannelMlpBranch.Operand, MemorySegment> in) {
        return new BranchOperands(in.find(ChannelMlpBranch.Operand.X).orElse(null),
                in.find(ChannelMlpBranch.Operand.NORM_WEIGHT).orElse(null),
                in.find(ChannelMlpBranch.Operand.NORM_BIAS).orElse(null),
                in.find(ChannelMlpBranch.Operand.FIRST_WEIGHT).orElse(null),
                in.find(ChannelMlpBranch.Operand.FIRST_BIAS).orElse(null),
                in.find(ChannelMlpBranch.Operand.SECOND_WEIGHT).orElse(null),
                in.find(ChannelMlpBranch.Operand.SECOND_BIAS).orElse(null));
    }

    static BranchOperands ofMixer(Operands<MixerBranch.Operand, MemorySegment> in) {
        return new BranchOperands(in.find(MixerBranch.Operand.X).orElse(null),
                in.find(MixerBranch.Operand.NORM_WEIGHT).orElse(null),
                in.find(MixerBranch.Operand.NORM_BIAS).orElse(null),
                in.find(MixerBranch.Operand.IN_WEIGHT).orElse(null), null,
                in.find(MixerBranch.Operand.OUT_WEIGHT).orElse(null),
                in.find(MixerBranch.Operand.OUT_BIAS).orElse(null));
    }

    /** Whether there is any but x. */
    boolean parameters() {
        return normWeight != null || normBias != null || firstWeight != null || firstBias != null
                || secondWeight != null || secondBias != null;
    }
}
