package dev.factorizer.backend.jvm.kernels.elementwise;

import dev.factorizer.api.operations.LeakyRelu;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.KernelMemory;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.kernels.movement.ElementTiles;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Each element, times the slope where it is not above 0. */
public record LeakyReluKernel() implements NativeKernel<LeakyRelu> {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    @Override
    public Class<LeakyRelu> operation() {
        return LeakyRelu.class;
    }

    @Override
    public boolean overwrites(LeakyRelu relu, List<Type> inputs, int input) {
        return true;
    }

    @Override
    public Runnable bind(LeakyRelu relu, List<Type> inputs, KernelMemory memory, Workers workers) {
        MemorySegment x = memory.inputs().getFirst();
        float slope = (float) relu.slope();
        return () -> ElementTiles.compute(memory.result(), workers, (start, count, tile, scratch) -> {
            MemorySegment.copy(x, ValueLayout.JAVA_FLOAT, start * Float.BYTES, tile, 0, count);
            apply(tile, tile, slope, count);
        });
    }

    /**
     * Multiplies by the slope where x is not above 0. By masks: the compiler would make branches of it.
     *
     * @param x what decides
     * @param values what is multiplied, in place; those up to a multiple of the lanes are overwritten
     * @param slope the factor
     * @param n how many
     */
    public static void apply(float[] x, float[] values, float slope, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatVector value = FloatVector.fromArray(SPECIES, values, i);
            value.mul(slope).blend(value, FloatVector.fromArray(SPECIES, x, i).compare(VectorOperators.GT, 0f)).intoArray(values, i);
        }
    }
}
