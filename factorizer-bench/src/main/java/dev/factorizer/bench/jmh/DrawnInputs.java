package dev.factorizer.bench.jmh;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** Numbers for the inputs of a graph, the same every time. */
final class DrawnInputs {
    private static final long SEED = 7;

    private DrawnInputs() { }

    /** Uniform numbers in [0, 1) for each input; they depend on its name alone. */
    static Map<String, Tensor> of(Graph graph) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (Placeholder input : graph.placeholders(Placeholder.Role.INPUT)) {
            CRC32 name = new CRC32();
            name.update(input.name().getBytes(StandardCharsets.UTF_8));
            SplittableRandom random = new SplittableRandom(SEED + name.getValue());
            float[] values = new float[Math.toIntExact(input.type().shape().elements())];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(1 << 24) * 0x1p-24f;
            }
            inputs.put(input.name(), Tensor.of(input.type().shape(), values));
        }
        return inputs;
    }
}
