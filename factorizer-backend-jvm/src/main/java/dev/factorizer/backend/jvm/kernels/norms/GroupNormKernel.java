package dev.factorizer.backend.jvm.kernels.norms;

import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.operations.GroupNorm;
import dev.factorizer.api.operations.NormOperand;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.KernelMemory;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Normalization over the voxels of groups of neighboring channels. */
public record GroupNormKernel() implements NativeKernel<GroupNorm> {
    @Override
    public Class<GroupNorm> operation() {
        return GroupNorm.class;
    }

    /** The runs of inputs of these types. */
    static RunNorm runs(GroupNorm norm, List<Type> inputs) {
        Shape x = norm.named(inputs).get(NormOperand.X).shape();
        return new RunNorm(Math.multiplyExact(x.size(0), norm.groups()), x.size(1), x.size(1) / norm.groups(), x.spatial().elements(),
                norm.epsilon(), 1);
    }

    @Override
    public boolean overwrites(GroupNorm norm, List<Type> inputs, int input) {
        return norm.operands(inputs.size()).get(input) == NormOperand.X;
    }

    @Override
    public Runnable bind(GroupNorm norm, List<Type> inputs, KernelMemory memory, Workers workers) {
        RunNorm kernel = runs(norm, inputs);
        Operands<NormOperand, MemorySegment> in = norm.named(memory.inputs());
        return () -> kernel.forward(in, memory.result(), workers);
    }
}
