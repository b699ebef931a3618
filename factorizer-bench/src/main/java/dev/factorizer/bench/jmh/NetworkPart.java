package dev.factorizer.bench.jmh;

import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Map;

/** A part of a network as a graph whose inputs are drawn; sizes scale with one number. */
public enum NetworkPart {
    /** Matrices 8×512, rank 1, five iterations of hierarchical alternating least squares; the size is their number. */
    FACTORIZATION(8192) {
        @Override
        Value trace(Trace trace, int size) {
            return factorized(trace, size);
        }
    },
    /** The gradient of the same with respect to the matrices. */
    FACTORIZATION_GRADIENT(8192) {
        @Override
        Value trace(Trace trace, int size) {
            return gradient(trace, factorized(trace, size));
        }
    },
    /** The first half of a block: 32 channels, heads of 8, windows of 4³ in four shifts; the size is that of the image's axes. */
    MIXER(64) {
        @Override
        Value trace(Trace trace, int size) {
            return mixed(trace, size);
        }
    },
    /** The gradient of the same with respect to the image and all parameters. */
    MIXER_GRADIENT(64) {
        @Override
        Value trace(Trace trace, int size) {
            return gradient(trace, mixed(trace, size));
        }
    },
    /** The second half of a block: 32 channels, 128 hidden ones; the size is that of the image's axes. */
    CHANNEL_MLP(64) {
        @Override
        Value trace(Trace trace, int size) {
            return mlp(trace, size);
        }
    },
    /** The gradient of the same with respect to the image and all parameters. */
    CHANNEL_MLP_GRADIENT(64) {
        @Override
        Value trace(Trace trace, int size) {
            return gradient(trace, mlp(trace, size));
        }
    },
    /** A convolution 3³ of 32 channels to 32; the size is that of the image's axes. */
    CONVOLUTION(64) {
        @Override
        Value trace(Trace trace, int size) {
            return input(trace, "x", 1, CHANNELS, size, size, size).apply(new Convolution(ConvolutionGeometry.of(3, 1, 1, 1)),
                    input(trace, "weight", CHANNELS, CHANNELS, 3, 3, 3));
        }
    };

    private static final int CHANNELS = 32;
    private static final int HEAD = 8;
    private static final int COLUMNS = 512;
    private static final int PATCH = 4;
    private static final int MLP_RATIO = 4;
    private static final double EPSILON = 1e-5;

    private final int publishedSize;

    NetworkPart(int publishedSize) {
        this.publishedSize = publishedSize;
    }

    abstract Value trace(Trace trace, int size);

    /**
     * The size at which it is timed.
     *
     * @return as it occurs in the published networks
     */
    public int publishedSize() {
        return publishedSize;
    }

    /**
     * The part as a graph with the result {@code y}.
     *
     * @param size how large, as each part says
     * @return the graph; all it needs are inputs
     */
    public Graph graph(int size) {
        return Graph.of(Map.of("y", trace(new Trace(), size)));
    }

    private static Value input(Trace trace, String name, int... sizes) {
        return trace.input(name, Type.float32(Shape.of(sizes)));
    }

    private static Value factorized(Trace trace, int matrices) {
        return input(trace, "x", matrices, HEAD, COLUMNS).apply(
                new Factorize(Factorization.of(Solver.HALS).withRank(1).withIterations(5)), input(trace, "u0", HEAD, 1),
                input(trace, "v0", COLUMNS, 1));
    }

    private static Value mixed(Trace trace, int size) {
        List<Integer> grid = List.of(size / PATCH, size / PATCH, size / PATCH);
        List<List<Integer>> shifts = List.of(List.of(0, 0, 0), List.of(1, 1, 1), List.of(2, 2, 2), List.of(3, 3, 3));
        Operation branch = new MixerBranch(EPSILON, new Matricization(CHANNELS / HEAD, grid, List.of(PATCH, PATCH, PATCH),
                shifts), Factorization.of(Solver.HALS).withRank(1).withIterations(5));
        return input(trace, "x", 1, CHANNELS, size, size, size).apply(branch, input(trace, "gamma", CHANNELS),
                input(trace, "beta", CHANNELS), input(trace, "in", CHANNELS, CHANNELS, 1), input(trace, "u0", HEAD, 1),
                input(trace, "v0", PATCH * PATCH * PATCH, 1), input(trace, "out", CHANNELS, CHANNELS, 1),
                input(trace, "bias", CHANNELS));
    }

    private static Value mlp(Trace trace, int size) {
        int hidden = MLP_RATIO * CHANNELS;
        return input(trace, "x", 1, CHANNELS, size, size, size).apply(new ChannelMlpBranch(EPSILON),
                input(trace, "gamma", CHANNELS), input(trace, "beta", CHANNELS), input(trace, "first", hidden, CHANNELS, 1),
                input(trace, "firstBias", hidden), input(trace, "second", CHANNELS, hidden, 1),
                input(trace, "secondBias", CHANNELS));
    }

    /** The gradients of y with a drawn cotangent; all of them reach the result, those of parameters as their sums. */
    private static Value gradient(Trace trace, Value y) {
        List<Value> with = trace.nodes().stream().flatMap(node -> node.results().stream())
                .filter(value -> !value.equals(y) && !List.of("u0", "v0").contains(name(value))).toList();
        List<Value> gradients = Differentiation.pullBack(List.of(y), List.of(trace.input("g", y.type())), with);
        Value all = gradients.getFirst();
        for (Value gradient : gradients.subList(1, gradients.size())) {
            all = all.add(gradient.sumAll());
        }
        return all;
    }

    private static String name(Value value) {
        return value.node().operation() instanceof Placeholder input ? input.name() : "";
    }
}
