package dev.factorizer.backend.jvm.kernels.products;

import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.ChannelLinear.Operand;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.KernelMemory;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A linear map of the channels at each voxel. */
public record ChannelLinearKernel() implements NativeKernel<ChannelLinear> {
    @Override
    public Class<ChannelLinear> operation() {
        return ChannelLinear.class;
    }

    /** With fewer outputs, those of a single image lie where its first channels were. */
    @Override
    public boolean overwrites(ChannelLinear linear, List<Type> inputs, int input) {
        Shape y = linear.infer(inputs).getFirst().shape();
        return linear.operands(inputs.size()).get(input) == Operand.X
                && (y.size(0) == 1 || y.equals(inputs.get(input).shape()));
    }

    @Override
    public Runnable bind(ChannelLinear linear, List<Type> inputs, KernelMemory memory, Workers workers) {
        ChannelLinearMap map = ChannelLinearMap.of(linear, inputs);
        Operands<Operand, MemorySegment> in = linear.named(memory.inputs());
        MemorySegment bias = in.find(Operand.BIAS).orElse(null);
        return () -> map.forward(in.get(Operand.X), in.get(Operand.WEIGHT), bias, memory.result(), workers);
    }
}
