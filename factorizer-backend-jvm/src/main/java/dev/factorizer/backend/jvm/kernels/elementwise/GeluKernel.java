package dev.factorizer.backend.jvm.kernels.elementwise;

import dev.factorizer.api.operations.Gelu;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.KernelMemory;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.kernels.movement.ElementTiles;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** The exact GELU of each element. */
public record GeluKernel() implements NativeKernel<Gelu> {
    @Override
    public Class<Gelu> operation() {
        return Gelu.class;
    }

    @Override
    public boolean accepts(Gelu gelu, List<Type> inputs) {
        return !gelu.tanhApproximation();
    }

    @Override
    public boolean overwrites(Gelu gelu, List<Type> inputs, int input) {
        return true;
    }

    @Override
    public Runnable bind(Gelu gelu, List<Type> inputs, KernelMemory memory, Workers workers) {
        MemorySegment x = memory.inputs().getFirst();
        return () -> ElementTiles.compute(memory.result(), workers, (start, count, tile, scratch) -> {
            MemorySegment.copy(x, ValueLayout.JAVA_FLOAT, start * Float.BYTES, tile, 0, count);
            GeluFunction.apply(tile, ElementTiles.SIZE);
        });
    }
}
