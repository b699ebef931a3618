package dev.factorizer.backend.jvm.kernels.norms;

import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.operations.NormOperand;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.KernelMemory;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Normalization over the channels at each voxel. */
public record LayerNormKernel() implements NativeKernel<LayerNorm> {
    @Override
    public Class<LayerNorm> operation() {
        return LayerNorm.class;
    }

    @Override
    public boolean overwrites(LayerNorm norm, List<Type> inputs, int input) {
        return norm.operands(inputs.size()).get(input) == NormOperand.X;
    }

    @Override
    public Runnable bind(LayerNorm norm, List<Type> inputs, KernelMemory memory, Workers workers) {
        ChannelNorm kernel = ChannelNorm.of(norm, inputs);
        Operands<NormOperand, MemorySegment> in = norm.named(memory.inputs());
        MemorySegment weight = in.find(NormOperand.WEIGHT).orElse(null);
        MemorySegment bias = in.find(NormOperand.BIAS).orElse(null);
        return () -> kernel.forward(in.get(NormOperand.X), weight, bias, memory.result(), workers);
    }
}
