package dev.factorizer.backend.jvm.kernels.norms;

import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.operations.InstanceNorm;
import dev.factorizer.api.operations.NormOperand;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.GradientMemory;
import dev.factorizer.backend.jvm.kernels.NativeGradient;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The gradients of {@link InstanceNormKernel}. */
public record InstanceNormGradient() implements NativeGradient<InstanceNorm> {
    @Override
    public NativeKernel<InstanceNorm> forward() {
        return new InstanceNormKernel();
    }

    @Override
    public boolean overwritesCotangent() {
        return true;
    }

    @Override
    public Runnable bindGradient(InstanceNorm norm, List<Type> inputs, GradientMemory memory, Workers workers) {
        RunNorm kernel = InstanceNormKernel.runs(norm, inputs);
        Operands<NormOperand, MemorySegment> in = norm.named(memory.inputs());
        Operands<NormOperand, MemorySegment> gradients = norm.named(memory.gradients());
        return () -> kernel.gradients(in, memory.cotangent(), gradients, workers);
    }
}
