package dev.factorizer.backend.jvm.kernels.norms;

import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.operations.NormOperand;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.GradientMemory;
import dev.factorizer.backend.jvm.kernels.NativeGradient;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The gradients of {@link LayerNormKernel}. */
public record LayerNormGradient() implements NativeGradient<LayerNorm> {
    @Override
    public NativeKernel<LayerNorm> forward() {
        return new LayerNormKernel();
    }

    @Override
    public boolean overwritesCotangent() {
        return true;
    }

    @Override
    public Runnable bindGradient(LayerNorm norm, List<Type> inputs, GradientMemory memory, Workers workers) {
        ChannelNorm kernel = ChannelNorm.of(norm, inputs);
        Operands<NormOperand, MemorySegment> in = norm.named(memory.inputs());
        Operands<NormOperand, MemorySegment> gradients = norm.named(memory.gradients());
        MemorySegment weight = in.find(NormOperand.WEIGHT).orElse(null);
        ChannelNorm.Gradients results = new ChannelNorm.Gradients(gradients.find(NormOperand.X).orElse(null),
                gradients.find(NormOperand.WEIGHT).orElse(null), gradients.find(NormOperand.BIAS).orElse(null));
        return () -> kernel.gradients(in.get(NormOperand.X), weight, memory.cotangent(), results, workers);
    }
}
