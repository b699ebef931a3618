package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.branches.MixerBranch.Operand;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.KernelMemory;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.kernels.factorization.MatrixFactorization;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The first half of a Factorizer block; {@link MixerForward} has the arithmetic. */
public record MixerBranchKernel() implements NativeKernel<MixerBranch> {
    @Override
    public Class<MixerBranch> operation() {
        return MixerBranch.class;
    }

    /** Images of up to three axes whose matrices {@link MatrixFactorization} factorizes. */
    @Override
    public boolean accepts(MixerBranch branch, List<Type> inputs) {
        Operands<Operand, Type> in = branch.named(inputs);
        Shape projected = in.get(Operand.X).shape().with(1, in.get(Operand.IN_WEIGHT).shape().size(0));
        return branch.layout().grid().size() <= 3
                && MatrixFactorization.accepts(branch.factorization(), branch.layout().matrices(projected));
    }

    @Override
    public long workspaceBytes(MixerBranch branch, List<Type> inputs) {
        return new MixerForward(Mixer.of(branch, inputs, false)).workspaceBytes();
    }

    @Override
    public boolean overwrites(MixerBranch branch, List<Type> inputs, int input) {
        return branch.operands(inputs.size()).get(input) == Operand.X;
    }

    @Override
    public Runnable bind(MixerBranch branch, List<Type> inputs, KernelMemory memory, Workers workers) {
        MixerForward forward = new MixerForward(Mixer.of(branch, inputs, false));
        Operands<Operand, MemorySegment> in = branch.named(memory.inputs());
        BranchOperands operands = BranchOperands.ofMixer(in);
        return () -> forward.run(operands, Mixer.start(in), memory.result(), memory.workspace(), workers);
    }
}
