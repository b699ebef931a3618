package dev.factorizer.backend.jvm.kernels.norms;

import dev.factorizer.api.branches.ActivatedInstanceNorm;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.operations.NormOperand;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.KernelMemory;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Normalization over the voxels of each channel, and the activation behind it. */
public record ActivatedInstanceNormKernel() implements NativeKernel<ActivatedInstanceNorm> {
    @Override
    public Class<ActivatedInstanceNorm> operation() {
        return ActivatedInstanceNorm.class;
    }

    /** The runs of inputs of these types. */
    static RunNorm runs(ActivatedInstanceNorm norm, List<Type> inputs) {
        Shape x = norm.named(inputs).get(NormOperand.X).shape();
        return new RunNorm(Math.multiplyExact(x.size(0), x.size(1)), x.size(1), 1, x.spatial().elements(), norm.epsilon(),
                (float) norm.slope());
    }

    @Override
    public boolean overwrites(ActivatedInstanceNorm norm, List<Type> inputs, int input) {
        return norm.operands(inputs.size()).get(input) == NormOperand.X;
    }

    @Override
    public Runnable bind(ActivatedInstanceNorm norm, List<Type> inputs, KernelMemory memory, Workers workers) {
        RunNorm kernel = runs(norm, inputs);
        Operands<NormOperand, MemorySegment> in = norm.named(memory.inputs());
        return () -> kernel.forward(in, memory.result(), workers);
    }
}
