package dev.factorizer.backend.jvm;

import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.GroupNorm;
import dev.factorizer.api.operations.InstanceNorm;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Normalizations over space and their gradients by definition: of runs that are cut, that are taken together, and far from 0. */
class NormTest extends JvmTest {
    private static final double EPSILON = 1e-3;

    private static double[] mean(Grid x, int channels) {
        int run = channels * (int) Shape.of(x.sizes()).spatial().elements();
        double[] means = new double[x.values().length / run];
        for (int i = 0; i < x.values().length; i++) {
            means[i / run] += x.values()[i] / run;
        }
        return means;
    }

    private static Grid product(Grid a, Grid b) {
        double[] values = new double[a.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = a.values()[i] * b.values()[i];
        }
        return new Grid(a.sizes(), values);
    }

    /** Each number after a function of its run and channel. */
    private interface PerRun {
        double of(int at, int run, int channel);
    }

    private static Grid each(Grid x, int channels, PerRun function) {
        int voxels = (int) Shape.of(x.sizes()).spatial().elements();
        double[] values = new double[x.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = function.of(i, i / voxels / channels, i / voxels % x.sizes()[1]);
        }
        return new Grid(x.sizes(), values);
    }

    private static Grid perChannel(Grid g) {
        double[] sums = new double[g.sizes()[1]];
        int voxels = (int) Shape.of(g.sizes()).spatial().elements();
        for (int i = 0; i < g.values().length; i++) {
            sums[i / voxels % sums.length] += g.values()[i];
        }
        return new Grid(new int[] {sums.length}, sums);
    }

    /** @param channels how many are normalized together */
    private static void check(Composite norm, int channels, double far, int... sizes) {
        Random random = new Random(3);
        Grid x = Grid.of(sizes, index -> (float) (far + random.nextGaussian() * (1 + index[1])));
        Grid g = Grid.random(random, sizes);
        Grid weight = Grid.random(random, sizes[1]);
        Grid bias = Grid.random(random, sizes[1]);
        double[] means = mean(x, channels);
        Grid centered = each(x, channels, (at, run, channel) -> x.values()[at] - means[run]);
        double[] variances = mean(product(centered, centered), channels);
        Grid normalized = each(x, channels, (at, run, channel) -> centered.values()[at] / Math.sqrt(variances[run] + EPSILON));
        Grid h = each(x, channels, (at, run, channel) -> g.values()[at] * weight.values()[channel]);
        double[] meanOfH = mean(h, channels);
        double[] slopes = mean(product(h, normalized), channels);
        List<Grid> expected = List.of(
                each(x, channels, (at, run, channel) -> normalized.values()[at] * weight.values()[channel] + bias.values()[channel]),
                each(x, channels, (at, run, channel) -> (h.values()[at] - meanOfH[run] - normalized.values()[at] * slopes[run])
                        / Math.sqrt(variances[run] + EPSILON)),
                perChannel(product(g, normalized)), perChannel(g));
        String what = norm.name() + " of " + Shape.of(sizes);
        List<Tensor> found = runAll(what, v -> {
            Value y = v.get(0).apply(norm, v.get(1), v.get(2));
            List<Value> results = new ArrayList<>(List.of(y));
            results.addAll(Differentiation.gradients(y.multiply(v.get(3)).sumAll(), v.subList(0, 3)));
            return results;
        }, x.tensor(), weight.tensor(), bias.tensor(), g.tensor());
        double tolerance = 2e-6 * (1 + far / 4);
        for (int i = 0; i < expected.size(); i++) {
            expected.get(i).assertNear(found.get(i), tolerance, what + ", result " + i);
        }
    }

    @Test
    void runsThatAreCut() {
        check(new InstanceNorm(EPSILON), 1, 0, 1, 2, 65, 66, 67);
        check(new GroupNorm(2, EPSILON), 3, 0, 1, 6, 41, 50, 61);
    }

    @Test
    void runsThatAreTakenTogether() {
        check(new InstanceNorm(EPSILON), 1, 0, 3, 41, 37);
        check(new GroupNorm(7, EPSILON), 3, 0, 2, 21, 3, 5);
        check(new InstanceNorm(EPSILON), 1, 0, 2, 3, 1021, 40);
    }

    @Test
    void farFromZero() {
        check(new InstanceNorm(EPSILON), 1, 1000, 2, 3, 30, 31);
    }
}
