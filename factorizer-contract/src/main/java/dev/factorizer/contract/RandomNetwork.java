package dev.factorizer.contract;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Rank;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.factorization.SolverStep;
import dev.factorizer.models.layers.Heads;
import dev.factorizer.models.layers.Partition;
import dev.factorizer.models.layers.PositionalEmbedding;
import dev.factorizer.models.layers.Windows;
import dev.factorizer.models.networks.Bottleneck;
import dev.factorizer.models.networks.Decoder;
import dev.factorizer.models.networks.Encoder;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.networks.Mixing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Settings of a small Factorizer drawn from a seed: any number of axes, any windows, any solvers, any embedding. What no file
 * of golden values combines is combined here.
 */
final class RandomNetwork {
    private static final List<Solver> CHAINED = List.of(Solver.HALS, Solver.CD, Solver.NNCD);

    private final SplittableRandom random;
    private final int axes;
    private final int stages;
    private final int head;
    private final int window;

    private RandomNetwork(long seed) {
        random = new SplittableRandom(seed);
        axes = 1 + random.nextInt(3);
        stages = 1 + random.nextInt(3);
        head = pick(List.of(2, 3, 4, 8));
        window = pick(List.of(2, 3, 4));
    }

    static Factorizer.Settings settings(long seed) {
        return new RandomNetwork(seed).settings();
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Factorizer.Settings settings() {
        boolean half = random.nextInt(4) == 0;
        int coarsest = window << stages - (half ? 0 : 1);
        List<Integer> sizes = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        List<Integer> strides = new ArrayList<>(Collections.nCopies(stages, 2));
        for (int i = 0; i < axes; i++) {
            sizes.add(coarsest * (axes == 1 ? 1 + random.nextInt(4) : 1 + random.nextInt(2) / (i + 1)));
        }
        for (int i = 0; i < stages; i++) {
            widths.add(2 * head * (1 + random.nextInt(2)));
        }
        strides.set(0, half ? 2 : 1);
        // Drawn in this order: another one would give other networks for the same seeds.
        int inputs = 1 + random.nextInt(3);
        int outputs = 1 + random.nextInt(3);
        Encoder encoder = new Encoder(widths, depths(stages), strides);
        List<Integer> decoderDepths = depths(stages - 1);
        double mlpRatio = pick(List.of(1.0, 2.5, 4.0));
        PositionalEmbedding embedding = embedding();
        Decoder decoder = new Decoder(decoderDepths, random.nextInt(stages + 1));
        Bottleneck bottleneck = new Bottleneck(embedding, pick(List.of(0.0, 0.3)));
        return new Factorizer.Settings(inputs, outputs, sizes, encoder, decoder, bottleneck,
                new Mixing(windows(), factorization(), mlpRatio));
    }

    private List<Integer> depths(int count) {
        List<Integer> depths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            depths.add(1 + random.nextInt(8) / 7);
        }
        return depths;
    }

    private PositionalEmbedding embedding() {
        return pick(List.of(new PositionalEmbedding.None(), new PositionalEmbedding.Learned(),
                new PositionalEmbedding.AxialLearned(), new PositionalEmbedding.Sinusoidal(), new PositionalEmbedding.Rotary()));
    }

    private Windows windows() {
        Heads heads = random.nextBoolean() ? new Heads.Dimension(head) : new Heads.Count(2);
        Partition cells = random.nextInt(3) == 0 ? new Partition.Grid(List.of(1)) : new Partition.Patch(random.nextBoolean()
                ? List.of(window) : Collections.nCopies(axes, window));
        return switch (random.nextInt(4)) {
            case 0 -> new Windows.Global(heads);
            case 1 -> new Windows.Local(heads, cells);
            default -> new Windows.Shifted(heads, cells, shifts());
        };
    }

    private List<List<Integer>> shifts() {
        List<List<Integer>> shifts = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            shifts.add(switch (random.nextInt(3)) {
                case 0 -> List.of();
                case 1 -> List.of(random.nextInt(-2 * window, 2 * window));
                default -> random.ints(axes, -window, 20).boxed().toList();
            });
        }
        return shifts;
    }

    /**
     * Well-behaved ones: a second component of a matrix that has none is rounding noise, which ε = 1e-16 hides from double
     * precision but not from single; and the roots of semi-NMF need nonnegative factors.
     */
    private Factorization factorization() {
        List<SolverStep> solvers = solvers();
        boolean root = solvers.stream().anyMatch(step -> step.solver() == Solver.SMU);
        Initialization initialization = root ? Initialization.UNIFORM : pick(List.of(Initialization.UNIFORM,
                Initialization.UNIFORM, Initialization.UNIFORM_NORMAL, Initialization.NORMAL_UNIFORM, Initialization.NORMAL));
        int iterations = random.nextInt(6);
        boolean wide = head >= 8 && Math.pow(window, axes) >= 16;
        Rank rank = wide ? new Rank.Fixed(1 + random.nextInt(2)) : random.nextInt(4) == 0 ? new Rank.Compression(10.0)
                : new Rank.Fixed(1);
        return new Factorization(solvers, rank, iterations, random.nextBoolean() ? iterations : random.nextInt(iterations + 1),
                initialization);
    }

    private List<SolverStep> solvers() {
        if (random.nextBoolean()) {
            return List.of(SolverStep.of(pick(List.of(Solver.HALS, Solver.HALS, Solver.CD, Solver.NNCD, Solver.SMU, Solver.MU,
                    Solver.FMU)).label()));
        }
        return random.ints(1 + random.nextInt(3), 0, 3).mapToObj(half -> SolverStep.of(pick(CHAINED).label()
                + List.of("", "-0", "-1").get(half))).toList();
    }
}
