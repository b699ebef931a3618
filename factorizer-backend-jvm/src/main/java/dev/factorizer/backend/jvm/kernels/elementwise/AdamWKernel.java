package dev.factorizer.backend.jvm.kernels.elementwise;

import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.operations.AdamWStep;
import dev.factorizer.api.operations.AdamWStep.Operand;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.KernelMemory;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.kernels.movement.ElementTiles;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** A step of AdamW in one pass: each parameter, gradient and moment is read once. */
public record AdamWKernel() implements NativeKernel<AdamWStep> {
    private enum Buffer implements Scratch.Name { GRADIENT, FIRST_MOMENT, SECOND_MOMENT }

    @Override
    public Class<AdamWStep> operation() {
        return AdamWStep.class;
    }

    @Override
    public Runnable bind(AdamWStep step, List<Type> inputs, KernelMemory memory, Workers workers) {
        Operands<Operand, MemorySegment> in = step.named(memory.inputs());
        return () -> run(step, in, memory.results(), workers);
    }

    /** The results are the new parameter, m and v. */
    private static void run(AdamWStep step, Operands<Operand, MemorySegment> in, List<MemorySegment> results,
            Workers workers) {
        float rate = in.get(Operand.LEARNING_RATE).get(ValueLayout.JAVA_FLOAT, 0);
        float decay = 1 + rate * (float) -step.weightDecay();
        float stepSize = rate / in.get(Operand.FIRST_CORRECTION).get(ValueLayout.JAVA_FLOAT, 0);
        float root = (float) Math.sqrt(in.get(Operand.SECOND_CORRECTION).get(ValueLayout.JAVA_FLOAT, 0));
        MemorySegment parameters = in.get(Operand.PARAMETER);
        MemorySegment gradients = in.get(Operand.GRADIENT);
        MemorySegment firstMoments = in.get(Operand.FIRST_MOMENT);
        MemorySegment secondMoments = in.get(Operand.SECOND_MOMENT);
        ElementTiles.compute(results.getFirst(), workers, (start, count, parameter, scratch) -> {
            float[] gradient = scratch.floats(Buffer.GRADIENT, ElementTiles.SIZE);
            float[] m = scratch.floats(Buffer.FIRST_MOMENT, ElementTiles.SIZE);
            float[] v = scratch.floats(Buffer.SECOND_MOMENT, ElementTiles.SIZE);
            long at = start * Float.BYTES;
            MemorySegment.copy(parameters, ValueLayout.JAVA_FLOAT, at, parameter, 0, count);
            MemorySegment.copy(gradients, ValueLayout.JAVA_FLOAT, at, gradient, 0, count);
            MemorySegment.copy(firstMoments, ValueLayout.JAVA_FLOAT, at, m, 0, count);
            MemorySegment.copy(secondMoments, ValueLayout.JAVA_FLOAT, at, v, 0, count);
            moments(step, gradient, m, v, count);
            for (int i = 0; i < count; i++) {
                float scale = (float) Math.sqrt(v[i]) / root + (float) step.epsilon();
                parameter[i] = parameter[i] * decay - m[i] / scale * stepSize;
            }
            MemorySegment.copy(m, 0, results.get(1), ValueLayout.JAVA_FLOAT, at, count);
            MemorySegment.copy(v, 0, results.get(2), ValueLayout.JAVA_FLOAT, at, count);
        });
    }

    private static void moments(AdamWStep step, float[] gradient, float[] m, float[] v, int count) {
        float beta1 = (float) step.beta1();
        float beta2 = (float) step.beta2();
        float share1 = (float) (1 - step.beta1());
        float share2 = (float) (1 - step.beta2());
        for (int i = 0; i < count; i++) {
            m[i] = m[i] * beta1 + gradient[i] * share1;
            v[i] = v[i] * beta2 + gradient[i] * gradient[i] * share2;
        }
    }
}
