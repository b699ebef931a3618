package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.GradientMemory;
import dev.factorizer.backend.jvm.kernels.NativeGradient;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.util.List;

/** The gradients of {@link ChannelMlpBranchKernel}; {@link ChannelMlpBackward} has the arithmetic. */
public record ChannelMlpBranchGradient() implements NativeGradient<ChannelMlpBranch> {
    @Override
    public NativeKernel<ChannelMlpBranch> forward() {
        return new ChannelMlpBranchKernel();
    }

    @Override
    public long gradientWorkspaceBytes(ChannelMlpBranch branch, List<Type> inputs) {
        return ChannelMlpBackward.of(ChannelMlpBranchKernel.sizes(branch, inputs)).workspaceBytes();
    }

    @Override
    public boolean overwritesCotangent() {
        return true;
    }

    @Override
    public Runnable bindGradient(ChannelMlpBranch branch, List<Type> inputs, GradientMemory memory, Workers workers) {
        ChannelMlpBackward backward = ChannelMlpBackward.of(ChannelMlpBranchKernel.sizes(branch, inputs));
        BranchOperands in = BranchOperands.ofMlp(branch.named(memory.inputs()));
        BranchOperands results = BranchOperands.ofMlp(branch.named(memory.gradients()));
        return () -> backward.run(in, memory.cotangent(), results, memory.workspace(), workers);
    }
}
