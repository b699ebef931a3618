package dev.factorizer.models.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Values before training: PyTorch's distributions, and the same bits for the same seed and name forever. */
class InitialWeightsTest {
    private static final Shape FOUR = Shape.of(4);

    private static Program program() {
        return Program.trace(new Factorizer(Factorizer.Settings.swin(1, 1, List.of(16, 16), List.of(8, 16))),
                Shape.of(1, 1, 16, 16));
    }

    private static float[] draw(ParameterSpec spec, long seed) {
        return spec.initializer().draw(seed, spec.name(), spec.shape());
    }

    @Test
    void theBitsNeverChange() {
        assertArrayEquals(new float[] {0.9744308f, -0.4638753f, 0.536615f, 0.99807227f}, new Initializer.Uniform(-1, 1).draw(7, "stem.weight", FOUR));
        assertArrayEquals(new float[] {0.017166149f, -0.016983788f, 0.57196236f, 0.38968506f}, new Initializer.Normal(1).draw(7, "stem.weight", FOUR));
    }

    @Test
    void seedAndNameDecide() {
        Initializer uniform = new Initializer.Uniform(-1, 1);
        float[] first = uniform.draw(7, "a", FOUR);
        assertArrayEquals(first, uniform.draw(7, "a", FOUR));
        assertTrue(!Arrays.equals(first, uniform.draw(8, "a", FOUR)));
        assertTrue(!Arrays.equals(first, uniform.draw(7, "b", FOUR)));
        Set<Float> starts = new HashSet<>();
        List<ParameterSpec> drawn = program().parameters().stream()
                .filter(spec -> !(spec.initializer() instanceof Initializer.Fixed)).toList();
        drawn.forEach(spec -> starts.add(draw(spec, 0)[0]));
        assertTrue(starts.size() >= drawn.size() - 1, "parameters of one network differ from each other");
    }

    @Test
    void distributionsArePyTorchs() {
        for (ParameterSpec spec : program().parameters()) {
            float[] values = draw(spec, 3);
            switch (spec.name().substring(spec.name().lastIndexOf('.') + 1)) {
                case "u0", "v0" -> assertWithin(spec, values, 0, 1);
                case "pos" -> assertTrue(values.length > 200 && Math.abs(deviation(values) - 1) < 0.1, spec.name());
                case "weight" -> {
                    if (spec.name().contains("norm")) {
                        assertWithin(spec, values, 1, 1);
                    } else {
                        // All values but those of one first index: PyTorch counts a transposed kernel's fan-in so, too.
                        double bound = 1 / Math.sqrt((double) spec.shape().elements() / spec.shape().size(0));
                        assertWithin(spec, values, -bound, bound);
                        assertEquals(bound / Math.sqrt(3), deviation(values), 0.25 * bound, spec.name());
                    }
                }
                case "bias" -> assertWithin(spec, values, spec.name().contains("norm") ? 0 : -1,
                        spec.name().contains("norm") ? 0 : 1);
                default -> throw new AssertionError("no rule for " + spec.name());
            }
        }
    }

    /** As MONAI draws them: variance 2/((1 + 0.01²) · fan-in), no bias. */
    @Test
    void thoseOfNnUNetAreNormal() {
        Program program = Program.trace(DynUNet.Settings.plain(2, 1, List.of(16, 16), List.of(16, 24, 32)).network(),
                Shape.of(1, 2, 16, 16));
        int checked = 0;
        for (ParameterSpec spec : program.parameters()) {
            float[] values = draw(spec, 3);
            if (spec.name().endsWith("bias")) {
                assertWithin(spec, values, 0, 0);
            } else if (values.length > 200) {
                double fanIn = (double) spec.shape().elements() / spec.shape().size(0);
                assertEquals(1, deviation(values) / Math.sqrt(2 / (1.0001 * fanIn)), 0.2, spec.name());
                checked++;
            }
        }
        assertTrue(checked > 10, checked + " weights");
    }

    private static void assertWithin(ParameterSpec spec, float[] values, double low, double high) {
        for (float value : values) {
            assertTrue(value >= low && value <= high, spec.name() + " has " + value);
        }
    }

    private static double deviation(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares / values.length);
    }
}
