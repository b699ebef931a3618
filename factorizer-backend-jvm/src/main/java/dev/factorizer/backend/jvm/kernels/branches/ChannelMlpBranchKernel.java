package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.branches.ChannelMlpBranch.Operand;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.KernelMemory;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.util.List;

/** The second half of a Factorizer block; {@link ChannelMlpForward} has the arithmetic. */
public record ChannelMlpBranchKernel() implements NativeKernel<ChannelMlpBranch> {
    /** The sizes for inputs of these types. */
    static BranchSizes sizes(ChannelMlpBranch branch, List<Type> inputs) {
        Operands<Operand, Type> in = branch.named(inputs);
        return BranchSizes.of(in.get(Operand.X).shape(), in.get(Operand.FIRST_WEIGHT).shape(), branch.epsilon());
    }

    @Override
    public Class<ChannelMlpBranch> operation() {
        return ChannelMlpBranch.class;
    }

    @Override
    public boolean overwrites(ChannelMlpBranch branch, List<Type> inputs, int input) {
        return branch.operands(inputs.size()).get(input) == Operand.X;
    }

    @Override
    public Runnable bind(ChannelMlpBranch branch, List<Type> inputs, KernelMemory memory, Workers workers) {
        ChannelMlpForward forward = new ChannelMlpForward(sizes(branch, inputs));
        BranchOperands in = BranchOperands.ofMlp(branch.named(memory.inputs()));
        return () -> forward.run(in, memory.result(), workers);
    }
}
