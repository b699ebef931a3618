package dev.factorizer.backend.jvm.kernels.attention;

import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.operations.DotProductAttention;
import dev.factorizer.api.operations.DotProductAttention.Operand;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.KernelMemory;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Tokens that attend to those of their window; {@link AttentionPanels} has the arithmetic. */
public record AttentionKernel() implements NativeKernel<DotProductAttention> {
    /** Of a window: the scores of its panels then take 1 MiB in a thread's cache. */
    private static final int MOST_TOKENS = 4096;

    @Override
    public Class<DotProductAttention> operation() {
        return DotProductAttention.class;
    }

    @Override
    public boolean accepts(DotProductAttention attention, List<Type> inputs) {
        return attention.named(inputs).get(Operand.QUERY).shape().size(4) <= MOST_TOKENS;
    }

    /** The bias is turned once, so that what is added to a panel's scores lies in a row. */
    @Override
    public long workspaceBytes(DotProductAttention attention, List<Type> inputs) {
        return attention.named(inputs).find(Operand.BIAS).isPresent() ? sizes(attention, inputs).turnedBytes() : 0;
    }

    private static AttentionPanels sizes(DotProductAttention attention, List<Type> inputs) {
        Shape query = attention.named(inputs).get(Operand.QUERY).shape();
        return new AttentionPanels(query.size(0), query.size(1), query.size(2), query.size(3), query.size(4));
    }

    @Override
    public Runnable bind(DotProductAttention attention, List<Type> inputs, KernelMemory memory, Workers workers) {
        AttentionPanels panels = sizes(attention, inputs);
        Operands<Operand, MemorySegment> in = attention.named(memory.inputs());
        MemorySegment bias = in.find(Operand.BIAS).orElse(null);
        MemorySegment region = in.find(Operand.REGION).orElse(null);
        AttentionPanels.Memory places = new AttentionPanels.Memory(in.get(Operand.QUERY), in.get(Operand.KEY),
                in.get(Operand.VALUE), bias == null ? null : memory.workspace(), region, memory.result());
        return () -> {
            if (bias != null) {
                panels.turn(bias, memory.workspace(), workers);
            }
            panels.run(places, workers);
        };
    }
}
