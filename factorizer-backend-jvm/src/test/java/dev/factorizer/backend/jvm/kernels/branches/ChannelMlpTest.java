package dev.factorizer.backend.jvm.kernels.branches;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.backend.jvm.kernels.NativeArrays;
import dev.factorizer.backend.jvm.kernels.elementwise.UnaryKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelMlpTest {
    private static final float EPSILON = 1e-5f;

    /** The seven inputs and the result's gradient. */
    private record Case(BranchSizes sizes, List<MemorySegment> inputs, MemorySegment g) {
        static Case of(int batch, int channels, int hidden, int voxels, int seed) {
            Random random = new Random(seed);
            List<MemorySegment> inputs = new ArrayList<>();
            int[] sizes = {batch * channels * voxels, channels, channels, hidden * channels, hidden, channels * hidden,
                channels};
            for (int size : sizes) {
                inputs.add(NativeArrays.random(random, size));
            }
            return new Case(new BranchSizes(batch, channels, hidden, voxels, EPSILON), inputs,
                    NativeArrays.random(random, (long) batch * channels * voxels));
        }

        MemorySegment forward(Workers workers, MemorySegment y) {
            new ChannelMlpForward(sizes).run(operands(inputs), y, workers);
            return y;
        }

        List<MemorySegment> gradients(Workers workers) {
            List<MemorySegment> results = inputs.stream().map(x -> NativeArrays.empty(x.byteSize() / 4)).toList();
            run(operands(results), workers);
            return results;
        }

        void run(BranchOperands results, Workers workers) {
            ChannelMlpBackward backward = ChannelMlpBackward.of(sizes);
            backward.run(operands(inputs), g, results, Arena.ofAuto().allocate(backward.workspaceBytes(), 64), workers);
        }
    }

    private static BranchOperands operands(List<MemorySegment> all) {
        return BranchOperands.ofMlp(new ChannelMlpBranch(EPSILON).named(all));
    }

    /** Only the gradient of one input is wanted. */
    private static BranchOperands only(ChannelMlpBranch.Operand wanted, MemorySegment place) {
        List<MemorySegment> all = new ArrayList<>(Collections.nCopies(7, null));
        all.set(wanted.ordinal(), place);
        return operands(all);
    }

    /** The branch and all its gradients, voxel by voxel in double. */
    private static double[][] reference(Case test, double[] y) {
        BranchSizes k = test.sizes();
        int c = k.channels();
        int h = k.hidden();
        int s = (int) k.voxels();
        double[][] in = test.inputs().stream().map(NativeArrays::doubles).toArray(double[][]::new);
        double[] g = NativeArrays.doubles(test.g());
        double[][] d = new double[7][];
        for (int i = 0; i < 7; i++) {
            d[i] = new double[in[i].length];
        }
        for (int v = 0; v < k.batch() * s; v++) {
            int base = v / s * c * s + v % s;
            double mean = 0;
            double variance = 0;
            for (int i = 0; i < c; i++) {
                mean += in[0][base + i * s] / c;
            }
            for (int i = 0; i < c; i++) {
                variance += Math.pow(in[0][base + i * s] - mean, 2) / c;
            }
            double scale = 1 / Math.sqrt(variance + EPSILON);
            double[] xn = new double[c];
            double[] dz = new double[c];
            for (int i = 0; i < c; i++) {
                xn[i] = (in[0][base + i * s] - mean) * scale;
                y[base + i * s] = in[0][base + i * s] + in[6][i];
                d[6][i] += g[base + i * s];
            }
            for (int j = 0; j < h; j++) {
                double a = in[4][j];
                double back = 0;
                for (int i = 0; i < c; i++) {
                    a += in[3][j * c + i] * (xn[i] * in[1][i] + in[2][i]);
                    back += in[5][i * h + j] * g[base + i * s];
                }
                double phi = 0.5 * (1 + UnaryKernel.erf(a * Math.sqrt(0.5)));
                back *= phi + a * Math.exp(-a * a / 2) / Math.sqrt(2 * Math.PI);
                d[4][j] += back;
                for (int i = 0; i < c; i++) {
                    y[base + i * s] += in[5][i * h + j] * a * phi;
                    d[5][i * h + j] += g[base + i * s] * a * phi;
                    d[3][j * c + i] += back * (xn[i] * in[1][i] + in[2][i]);
                    dz[i] += back * in[3][j * c + i];
                }
            }
            double sum = 0;
            double product = 0;
            for (int i = 0; i < c; i++) {
                d[1][i] += dz[i] * xn[i];
                d[2][i] += dz[i];
                sum += dz[i] * in[1][i] / c;
                product += dz[i] * in[1][i] * xn[i] / c;
            }
            for (int i = 0; i < c; i++) {
                d[0][base + i * s] = g[base + i * s] + (dz[i] * in[1][i] - sum - xn[i] * product) * scale;
            }
        }
        return d;
    }

    @ParameterizedTest
    @CsvSource({"1,1,1,1", "2,3,5,7", "1,8,13,64", "2,13,29,67", "1,32,128,1021", "3,5,64,200", "1,37,301,513"})
    void resultAndGradientsAgreeWithDouble(int batch, int channels, int hidden, int voxels) {
        Case test = Case.of(batch, channels, hidden, voxels, channels);
        double[] y = new double[batch * channels * voxels];
        double[][] expected = reference(test, y);
        String[] names = {"x", "norm weight", "norm bias", "first weight", "first bias", "second weight", "second bias"};
        try (Workers workers = new Workers(2)) {
            NativeArrays.assertNear(y, test.forward(workers, NativeArrays.empty(y.length)), 2e-6, "result");
            List<MemorySegment> gradients = test.gradients(workers);
            for (int i = 0; i < names.length; i++) {
                // One channel is normalized to 0: all that is left of these gradients is rounding.
                if (channels > 1 || i == 0 || i > 3) {
                    NativeArrays.assertNear(expected[i], gradients.get(i), 4e-6, "gradient of " + names[i]);
                }
            }
        }
    }

    @Test
    void threadsDoNotChangeTheBits() {
        Case test = Case.of(2, 12, 50, 3001, 1);
        try (Workers one = new Workers(1); Workers three = new Workers(3)) {
            int elements = 2 * 12 * 3001;
            assertArrayEquals(NativeArrays.floats(test.forward(one, NativeArrays.empty(elements))),
                    NativeArrays.floats(test.forward(three, NativeArrays.empty(elements))));
            List<MemorySegment> first = test.gradients(one);
            List<MemorySegment> second = test.gradients(three);
            for (int i = 0; i < 7; i++) {
                assertArrayEquals(NativeArrays.floats(first.get(i)), NativeArrays.floats(second.get(i)), "input " + i);
            }
        }
    }

    @Test
    void inPlaceAndOnlySomeGradients() {
        Case test = Case.of(1, 6, 20, 150, 2);
        try (Workers workers = new Workers(2)) {
            List<MemorySegment> all = test.gradients(workers);
            MemorySegment dx = NativeArrays.empty(6 * 150);
            test.run(only(ChannelMlpBranch.Operand.X, dx), workers);
            assertArrayEquals(NativeArrays.floats(all.getFirst()), NativeArrays.floats(dx));
            MemorySegment bias = NativeArrays.empty(20);
            test.run(only(ChannelMlpBranch.Operand.FIRST_BIAS, bias), workers);
            assertArrayEquals(NativeArrays.floats(all.get(4)), NativeArrays.floats(bias));
            test.run(only(ChannelMlpBranch.Operand.X, test.g()), workers);
            assertArrayEquals(NativeArrays.floats(all.getFirst()), NativeArrays.floats(test.g()), "over g");
            float[] y = NativeArrays.floats(test.forward(workers, NativeArrays.empty(6 * 150)));
            assertArrayEquals(y, NativeArrays.floats(test.forward(workers, test.inputs().getFirst())), "over x");
        }
    }

    @Test
    void invalidNumbersStayInTheirVoxel() {
        Case test = Case.of(1, 6, 20, 150, 2);
        test.inputs().getFirst().setAtIndex(ValueLayout.JAVA_FLOAT, 2 * 150 + 77, Float.NaN);
        try (Workers workers = new Workers(2)) {
            float[] y = NativeArrays.floats(test.forward(workers, NativeArrays.empty(6 * 150)));
            for (int i = 0; i < y.length; i++) {
                assertTrue(Float.isNaN(y[i]) == (i % 150 == 77), "element " + i);
            }
        }
    }
}
