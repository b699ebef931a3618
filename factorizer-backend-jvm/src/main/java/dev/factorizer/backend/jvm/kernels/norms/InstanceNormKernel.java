package dev.factorizer.backend.jvm.kernels.norms;

import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.operations.InstanceNorm;
import dev.factorizer.api.operations.NormOperand;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.KernelMemory;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Normalization over the voxels of each channel. */
public record InstanceNormKernel() implements NativeKernel<InstanceNorm> {
    @Override
    public Class<InstanceNorm> operation() {
        return InstanceNorm.class;
    }

    /** The runs of inputs of these types. */
    static RunNorm runs(InstanceNorm norm, List<Type> inputs) {
        Shape x = norm.named(inputs).get(NormOperand.X).shape();
        return new RunNorm(Math.multiplyExact(x.size(0), x.size(1)), x.size(1), 1, x.spatial().elements(), norm.epsilon(), 1);
    }

    @Override
    public boolean overwrites(InstanceNorm norm, List<Type> inputs, int input) {
        return norm.operands(inputs.size()).get(input) == NormOperand.X;
    }

    @Override
    public Runnable bind(InstanceNorm norm, List<Type> inputs, KernelMemory memory, Workers workers) {
        RunNorm kernel = runs(norm, inputs);
        Operands<NormOperand, MemorySegment> in = norm.named(memory.inputs());
        return () -> kernel.forward(in, memory.result(), workers);
    }
}
