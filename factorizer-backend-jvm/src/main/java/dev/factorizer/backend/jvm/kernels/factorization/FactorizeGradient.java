package dev.factorizer.backend.jvm.kernels.factorization;

import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.factorization.FactorPair.Operand;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.GradientMemory;
import dev.factorizer.backend.jvm.kernels.NativeGradient;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The gradient of {@link FactorizeKernel} with respect to the matrices. Those of drawn start values are never native. */
public record FactorizeGradient() implements NativeGradient<Factorize> {
    @Override
    public NativeKernel<Factorize> forward() {
        return new FactorizeKernel();
    }

    @Override
    public boolean computes(Factorize factorize, VectorJacobianProduct product) {
        return product.wanted().equals(List.of(Operand.X.ordinal()));
    }

    @Override
    public boolean overwritesCotangent() {
        return true;
    }

    @Override
    public Runnable bindGradient(Factorize factorize, List<Type> inputs, GradientMemory memory, Workers workers) {
        Operands<Operand, MemorySegment> in = factorize.named(memory.inputs());
        MemorySegment dx = factorize.named(memory.gradients()).get(Operand.X);
        MatrixBatch batch = MatrixBatch.of(factorize, inputs, true);
        return () -> batch.pullBack(in.get(Operand.X), in.get(Operand.START_U), in.get(Operand.START_V), memory.cotangent(), dx, workers);
    }
}
