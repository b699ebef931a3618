package dev.factorizer.models.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.reference.ReferenceBackend;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention and patch merging, voxel by voxel. */
class AttentionTest {
    private static final double TOLERANCE = 2e-6;
    private static final int CHANNELS = 4;
    private static final int HEADS = 2;
    private static final int WINDOW = 2;

    /** A layer with drawn weights, and what it makes of a drawn image. */
    private record Run(Map<String, float[]> weights, float[] image, float[] result) {
        static Run of(Layer layer, Shape shape) {
            Program program = Program.trace((at, x) -> List.of(layer.apply(at, x)), shape);
            SplittableRandom random = new SplittableRandom(7);
            Map<String, Tensor> weights = new HashMap<>();
            program.parameters().forEach(spec -> weights.put(spec.name(), Tensor.of(spec.shape(), spec.trainable()
                    ? drawn(random, spec.shape()) : spec.initializer().draw(0, spec.name(), spec.shape()))));
            float[] image = drawn(random, shape);
            Map<String, float[]> floats = new HashMap<>();
            weights.forEach((name, tensor) -> floats.put(name, tensor.toFloats()));
            try (ReferenceBackend backend = new ReferenceBackend(); Model model = program.on(backend)) {
                return new Run(floats, image, model.load(weights).run(Tensor.of(shape, image)).toFloats());
            }
        }

        private static float[] drawn(SplittableRandom random, Shape shape) {
            float[] values = new float[(int) shape.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            return values;
        }

        /** Row by row: weight · column + bias. */
        double[] linear(String name, double[] column) {
            float[] weight = weights.get(name + ".weight");
            float[] bias = weights.getOrDefault(name + ".bias", new float[weight.length / column.length]);
            double[] y = new double[weight.length / column.length];
            for (int row = 0; row < y.length; row++) {
                y[row] = bias[row];
                for (int i = 0; i < column.length; i++) {
                    y[row] += (double) weight[row * column.length + i] * column[i];
                }
            }
            return y;
        }
    }

    /** Scores between all tokens of one image, or nothing where two don't see each other. */
    private interface Scores {
        double of(int head, int from, int to);
    }

    private static double[][] attend(double[][] qkv, Scores bias) {
        int depth = CHANNELS / HEADS;
        double[][] results = new double[qkv.length][CHANNELS];
        for (int head = 0; head < HEADS; head++) {
            for (int from = 0; from < qkv.length; from++) {
                double total = 0;
                for (int to = 0; to < qkv.length; to++) {
                    double score = bias.of(head, from, to);
                    for (int i = head * depth; i < (head + 1) * depth; i++) {
                        score += qkv[from][i] * qkv[to][CHANNELS + i] / Math.sqrt(depth);
                    }
                    double weight = Math.exp(score);
                    total += weight;
                    for (int i = head * depth; i < (head + 1) * depth; i++) {
                        results[from][i] += weight * qkv[to][2 * CHANNELS + i];
                    }
                }
                for (int i = head * depth; i < (head + 1) * depth; i++) {
                    results[from][i] /= total;
                }
            }
        }
        return results;
    }

    private static double[] column(float[] image, int voxels, int voxel) {
        double[] column = new double[image.length / voxels];
        for (int i = 0; i < column.length; i++) {
            column[i] = image[i * voxels + voxel];
        }
        return column;
    }

    @Test
    void everyTokenSeesAllOthers() {
        Run run = Run.of(new SelfAttention(HEADS), Shape.of(1, CHANNELS, 3, 2));
        double[][] qkv = new double[6][];
        for (int i = 0; i < 6; i++) {
            qkv[i] = run.linear("qkv", column(run.image, 6, i));
        }
        double[][] attended = attend(qkv, (head, from, to) -> 0);
        for (int i = 0; i < 6; i++) {
            assertArrayEquals(run.linear("out_proj", attended[i]), column(run.result, 6, i), TOLERANCE);
        }
    }

    /** The padded image is 6×4×2, 48 voxels; the last axis is one window and is never shifted. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void windowsSeeWhatIsNear(boolean shifted) {
        int[] size = {5, 4, 2};
        Run run = Run.of(new WindowAttention(HEADS, WINDOW, shifted), Shape.of(1, CHANNELS).append(size));
        double[][] qkv = new double[48][];
        for (int i = 0; i < 48; i++) {
            double[] inside = i / 8 < size[0] ? column(run.image, 40, i) : new double[CHANNELS];
            qkv[i] = run.linear("qkv", inside);
        }
        float[] table = run.weights.get("relative_position_bias_table");
        double[][] attended = attend(qkv, (head, from, to) -> {
            int offset = 0;
            int[] a = {from / 8, from / 2 % 4, from % 2};
            int[] b = {to / 8, to / 2 % 4, to % 2};
            for (int axis = 0; axis < 3; axis++) {
                int shift = shifted && size[axis] > WINDOW ? WINDOW / 2 : 0;
                boolean together = Math.floorDiv(a[axis] - shift, WINDOW) == Math.floorDiv(b[axis] - shift, WINDOW);
                if (!together) {
                    return Double.NEGATIVE_INFINITY;
                }
                offset = offset * (2 * WINDOW - 1) + a[axis] - b[axis] + WINDOW - 1;
            }
            return table[offset * HEADS + head];
        });
        for (int i = 0; i < 40; i++) {
            assertArrayEquals(run.linear("proj", attended[i]), column(run.result, 40, i), TOLERANCE, "voxel " + i);
        }
    }

    @Test
    void theIndexNumbersOffsets() {
        RelativePositions line = new RelativePositions(3, 1);
        assertArrayEquals(new float[] {2, 1, 0, 3, 2, 1, 4, 3, 2}, line.index());
        assertEquals(5, line.offsets());
        assertEquals(2197, new RelativePositions(7, 3).offsets());
        assertEquals(343, new RelativePositions(7, 3).voxels());
    }

    @ParameterizedTest
    @EnumSource
    void mergedVoxelsAreOrdered(PatchMerging.Corners corners) {
        List<String> places = switch (corners) {
            case EIGHT -> List.of("000", "100", "010", "001", "110", "101", "011", "111");
            case SIX -> List.of("000", "100", "010", "001", "101", "010", "001", "111");
            case ORDERED -> List.of("000", "001", "010", "011", "100", "101", "110", "111");
        };
        Run run = Run.of(new PatchMerging(corners), Shape.of(1, 2, 2, 4, 2));
        for (int cell = 0; cell < 2; cell++) {
            double[] joined = new double[16];
            for (int i = 0; i < 8; i++) {
                String place = places.get(i);
                int voxel = ((place.charAt(0) - '0') * 4 + 2 * cell + place.charAt(1) - '0') * 2 + place.charAt(2) - '0';
                joined[2 * i] = run.image[voxel];
                joined[2 * i + 1] = run.image[16 + voxel];
            }
            assertArrayEquals(run.linear("reduction", normalized(run, joined)), column(run.result, 2, cell), TOLERANCE);
        }
    }

    private static double[] normalized(Run run, double[] x) {
        double mean = 0;
        for (double number : x) {
            mean += number / x.length;
        }
        double variance = 0;
        for (double number : x) {
            variance += (number - mean) * (number - mean) / x.length;
        }
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (x[i] - mean) / Math.sqrt(variance + 1e-5) * run.weights.get("norm.weight")[i] + run.weights.get("norm.bias")[i];
        }
        return y;
    }

    @ParameterizedTest
    @CsvSource({"4, 'attention: 6 channels are not divisible by 4 heads'", "0, 'self-attention: heads is 0, expected at least 1'"})
    void headsMustDivide(int heads, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> Run.of(new SelfAttention(heads), Shape.of(1, 6, 3, 2))).getMessage());
    }

    @Test
    void whatCannotBeMergedIsRefused() {
        assertEquals("patch merging: an image of 2×3, expected even sizes", assertThrows(ShapeException.class,
                () -> Run.of(new PatchMerging(PatchMerging.Corners.EIGHT), Shape.of(1, 2, 2, 3))).getMessage());
        assertEquals("patch merging: an image of 1 axes, expected 2 or 3", assertThrows(ShapeException.class,
                () -> Run.of(new PatchMerging(PatchMerging.Corners.EIGHT), Shape.of(1, 2, 4))).getMessage());
    }
}
