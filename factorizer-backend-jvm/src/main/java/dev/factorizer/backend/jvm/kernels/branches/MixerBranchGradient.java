package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.branches.MixerBranch.Operand;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.GradientMemory;
import dev.factorizer.backend.jvm.kernels.NativeGradient;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;

/**
 * The gradients of {@link MixerBranchKernel}, but for those of drawn start values, which no network trains; {@link MixerBackward}
 * has the arithmetic.
 */
public record MixerBranchGradient() implements NativeGradient<MixerBranch> {
    private static final Set<Operand> NEVER = Set.of(Operand.START_U, Operand.START_V);

    @Override
    public NativeKernel<MixerBranch> forward() {
        return new MixerBranchKernel();
    }

    @Override
    public boolean computes(MixerBranch branch, VectorJacobianProduct product) {
        return product.wanted().stream().map(branch.operands(product.inputs())::get).noneMatch(NEVER::contains);
    }

    @Override
    public long gradientWorkspaceBytes(MixerBranch branch, List<Type> inputs) {
        return MixerBackward.of(Mixer.of(branch, inputs, true)).workspaceBytes();
    }

    @Override
    public boolean overwritesCotangent() {
        return true;
    }

    @Override
    public Runnable bindGradient(MixerBranch branch, List<Type> inputs, GradientMemory memory, Workers workers) {
        MixerBackward backward = MixerBackward.of(Mixer.of(branch, inputs, true));
        Operands<Operand, MemorySegment> in = branch.named(memory.inputs());
        BranchOperands operands = BranchOperands.ofMixer(in);
        BranchOperands results = BranchOperands.ofMixer(branch.named(memory.gradients()));
        return () -> backward.run(operands, Mixer.start(in), memory.cotangent(), results, memory.workspace(), workers);
    }
}
