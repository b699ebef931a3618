package dev.factorizer.backend.jvm.kernels.products;

import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.ChannelLinear.Operand;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.GradientMemory;
import dev.factorizer.backend.jvm.kernels.NativeGradient;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The gradients of {@link ChannelLinearKernel}. */
public record ChannelLinearGradient() implements NativeGradient<ChannelLinear> {
    @Override
    public NativeKernel<ChannelLinear> forward() {
        return new ChannelLinearKernel();
    }

    @Override
    public Runnable bindGradient(ChannelLinear linear, List<Type> inputs, GradientMemory memory, Workers workers) {
        ChannelLinearMap map = ChannelLinearMap.of(linear, inputs);
        Operands<Operand, MemorySegment> in = linear.named(memory.inputs());
        Operands<Operand, MemorySegment> gradients = linear.named(memory.gradients());
        MemorySegment g = memory.cotangent();
        MemorySegment dWeight = gradients.find(Operand.WEIGHT).orElse(null);
        MemorySegment dBias = gradients.find(Operand.BIAS).orElse(null);
        return () -> {
            map.parameterGradients(in.get(Operand.X), g, dWeight, dBias, workers);
            gradients.find(Operand.X).ifPresent(dx -> map.inputGradient(in.get(Operand.WEIGHT), g, dx, workers));
        };
    }
}
