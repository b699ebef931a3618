package dev.factorizer.backend.jvm.kernels.factorization;

import dev.factorizer.api.factorization.FactorPair.Operand;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.KernelMemory;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Matrices replaced by their factorization, one at a time in cache. */
public record FactorizeKernel() implements NativeKernel<Factorize> {
    @Override
    public Class<Factorize> operation() {
        return Factorize.class;
    }

    @Override
    public boolean accepts(Factorize factorize, List<Type> inputs) {
        Operands<Operand, Type> in = factorize.named(inputs);
        return in.find(Operand.WEIGHTS).isEmpty() && MatrixFactorization.accepts(factorize.settings(), in.get(Operand.X).shape());
    }

    @Override
    public boolean overwrites(Factorize factorize, List<Type> inputs, int input) {
        return factorize.operands(inputs.size()).get(input) == Operand.X;
    }

    @Override
    public Runnable bind(Factorize factorize, List<Type> inputs, KernelMemory memory, Workers workers) {
        Operands<Operand, MemorySegment> in = factorize.named(memory.inputs());
        MatrixBatch batch = MatrixBatch.of(factorize, inputs, false);
        return () -> batch.forward(in.get(Operand.X), in.get(Operand.START_U), in.get(Operand.START_V), memory.result(), workers);
    }
}
