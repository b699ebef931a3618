package dev.factorizer.golden;

import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Weights that need no file: a hash of a parameter's name and an element's position gives each value, so that the published
 * implementation and this one begin with the same network. Element i has u in [−1, 1), 24 bits of SplitMix64's last step on
 * crc32(name)·9E3779B97F4A7C15 + i·D1B54A32D192ED03 (Steele et al. 2014). With two or more axes it is u / √(product of all sizes but
 * the first), otherwise u/10, and 1 + u/10 where the name ends with {@code weight}.
 */
public final class WeightsByRule {
    private static final long NAME_STEP = 0x9E3779B97F4A7C15L;
    private static final long POSITION_STEP = 0xD1B54A32D192ED03L;

    private WeightsByRule() { }

    /**
     * {@return a tensor for each parameter of a program by the rule, and its buffers as they are before training, by name}
     *
     * @param program the program
     */
    public static Map<String, Tensor> of(Program program) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        program.parameters().forEach(spec -> weights.put(spec.name(), of(spec)));
        return weights;
    }

    static Tensor of(ParameterSpec spec) {
        return Tensor.of(spec.shape(), spec.trainable() ? values(spec.name(), spec.shape())
                : spec.initializer().draw(0, spec.name(), spec.shape()));
    }

    /**
     * {@return the values of one parameter, row-major}
     *
     * @param name its name in the state dict
     * @param shape its shape
     */
    public static float[] values(String name, Shape shape) {
        CRC32 hash = new CRC32();
        hash.update(name.getBytes(StandardCharsets.UTF_8));
        float[] values = new float[Math.toIntExact(shape.elements())];
        boolean matrix = shape.rank() >= 2;
        double fanIn = matrix ? shape.range(1, shape.rank()).elements() : 1;
        double center = name.endsWith("weight") ? 1 : 0;
        for (int i = 0; i < values.length; i++) {
            double u = (finish(hash.getValue() * NAME_STEP + i * POSITION_STEP) >>> 40) * 0x1p-23 - 1;
            values[i] = (float) (matrix ? u / Math.sqrt(fanIn) : center + 0.1 * u);
        }
        return values;
    }

    private static long finish(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
