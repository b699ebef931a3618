package dev.factorizer.backend.jvm.kernels.elementwise;

import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.operations.LeakyRelu;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.GradientMemory;
import dev.factorizer.backend.jvm.kernels.NativeGradient;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.kernels.movement.ElementTiles;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** The gradient of {@link LeakyReluKernel}: the result's gradient, times the slope where the element is not above 0. */
public record LeakyReluGradient() implements NativeGradient<LeakyRelu> {
    private enum Buffer implements Scratch.Name { X }

    @Override
    public NativeKernel<LeakyRelu> forward() {
        return new LeakyReluKernel();
    }

    @Override
    public boolean overwrites(VectorJacobianProduct product, List<Type> inputs, int input) {
        return true;
    }

    @Override
    public Runnable bindGradient(LeakyRelu relu, List<Type> inputs, GradientMemory memory, Workers workers) {
        MemorySegment x = memory.inputs().getFirst();
        MemorySegment g = memory.cotangent();
        float slope = (float) relu.slope();
        return () -> ElementTiles.compute(memory.gradients().getFirst(), workers, (start, count, tile, scratch) -> {
            float[] values = scratch.floats(Buffer.X, ElementTiles.SIZE);
            MemorySegment.copy(g, ValueLayout.JAVA_FLOAT, start * Float.BYTES, tile, 0, count);
            MemorySegment.copy(x, ValueLayout.JAVA_FLOAT, start * Float.BYTES, values, 0, count);
            LeakyReluKernel.apply(values, tile, slope, count);
        });
    }
}
