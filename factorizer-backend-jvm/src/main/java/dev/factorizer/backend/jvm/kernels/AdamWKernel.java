package dev.factorizer.backend.jvm.kernels;

import dev.factorizer.api.operations.AdamWStep;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** A step of AdamW in one pass: each parameter, gradient and moment is read once. */
public final class AdamWKernel {
    private AdamWKernel() { }

    /**
     * One step.
     *
     * @param step its settings
     * @param inputs parameter, gradient, m, v, learning rate, both corrections
     * @param results the new parameter, m and v
     * @param workers who computes
     */
    public static void run(AdamWStep step, List<MemorySegment> inputs, List<MemorySegment> results, Workers workers) {
        float rate = inputs.get(4).get(ValueLayout.JAVA_FLOAT, 0);
        float decay = 1 + rate * (float) -step.weightDecay();
        float stepSize = rate / inputs.get(5).get(ValueLayout.JAVA_FLOAT, 0);
        float root = (float) Math.sqrt(inputs.get(6).get(ValueLayout.JAVA_FLOAT, 0));
        Tiles.compute(results.getFirst(), workers, (start, count, parameter, scratch) -> {
            float[] gradient = scratch.floats(1, Tiles.SIZE);
            float[] m = scratch.floats(2, Tiles.SIZE);
            float[] v = scratch.floats(3, Tiles.SIZE);
            long at = start * Float.BYTES;
            MemorySegment.copy(inputs.get(0), ValueLayout.JAVA_FLOAT, at, parameter, 0, count);
            MemorySegment.copy(inputs.get(1), ValueLayout.JAVA_FLOAT, at, gradient, 0, count);
            MemorySegment.copy(inputs.get(2), ValueLayout.JAVA_FLOAT, at, m, 0, count);
            MemorySegment.copy(inputs.get(3), ValueLayout.JAVA_FLOAT, at, v, 0, count);
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
