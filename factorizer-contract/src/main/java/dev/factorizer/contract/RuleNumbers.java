package dev.factorizer.contract;

import dev.factorizer.api.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Numbers that need no file: a hash of a name and a position, as {@code training_steps.py} has it. */
final class RuleNumbers {
    private RuleNumbers() { }

    /** From −1 to 1. */
    static double uniform(String name, long position) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        long z = crc.getValue() * 0x9E3779B97F4A7C15L + position * 0xD1B54A32D192ED03L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >>> 40) / (double) (1 << 23) - 1;
    }

    /** A parameter: of the usual size for its shape. */
    static float[] parameter(String name, Shape shape) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        double root = shape.rank() > 1 ? Math.sqrt(shape.range(1, shape.rank()).elements()) : 0;
        double center = name.endsWith("weight") ? 1 : 0;
        for (int i = 0; i < values.length; i++) {
            double u = uniform(name, i);
            values[i] = (float) (root > 0 ? u / root : 0.1 * u + center);
        }
        return values;
    }

    /** A buffer: from 0 to 1. */
    static float[] buffer(String name, Shape shape) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.abs(uniform(name, i));
        }
        return values;
    }
}
