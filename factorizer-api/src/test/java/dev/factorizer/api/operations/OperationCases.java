package dev.factorizer.api.operations;

import dev.factorizer.api.branches.ActivatedInstanceNorm;
import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.deconvolution.DeconvolutionParts;
import dev.factorizer.api.deconvolution.Deconvolve;
import dev.factorizer.api.deconvolution.MultiplicativeUpdate;
import dev.factorizer.api.factorization.FactorPair;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.graph.Literal;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/** Every operation on inputs that fit it, with the types of its results: one line per case. */
public final class OperationCases {
    private static final ConvolutionGeometry WINDOW = ConvolutionGeometry.of(3, 2, 1, 2);
    private static final Type IMAGE = f(2, 6, 4, 4, 8);
    private static final Type CHANNELS = f(6);
    private static final Matricization LAYOUT = Matricization.ofPatch(Shape.of(4, 4, 8), 3, List.of(2, 4, 4),
            List.of(List.of(0, 0, 0), List.of(1, -2, 9)));
    private static final Factorization HALS = Factorization.of(Solver.HALS).withRank(2);
    private static final Deconvolution BLIND = Deconvolution.of(3).withGroups(2).withRatio(2);
    private static final Type ATTENTION = f(2, 3, 4, 5, 7);

    private OperationCases() { }

    /** An operation, its inputs and what it promises. */
    public record Case(Operation operation, List<Type> inputs, List<Type> results) {
        @Override
        public String toString() {
            return operation + " of " + inputs;
        }
    }

    private static Type f(int... sizes) {
        return Type.float32(sizes);
    }

    private static Type i(int... sizes) {
        return new Type(DataType.INT32, Shape.of(sizes));
    }

    private static Case of(Operation operation, Type result, Type... inputs) {
        return new Case(operation, List.of(inputs), List.of(result));
    }

    /** Operations that every backend runs. */
    public static List<Case> primitives() {
        return List.of(
                of(new Placeholder("x", Placeholder.Role.INPUT, f(2, 3)), f(2, 3)),
                of(new Constant(Literal.of(Shape.of(2), new int[] {1, 2})), i(2)),
                of(new Fill(f(3), 0.1), f(3)),
                of(new Unary(Unary.Kind.ERF), IMAGE, IMAGE),
                of(new Zip(Zip.Kind.ADD), f(2, 3, 4), f(3, 1), f(2, 1, 4)),
                of(new Zip(Zip.Kind.ADD), i(4), i(4), i(4)),
                of(new Select(), f(2, 3), f(3), f(2, 1), f()),
                of(new Reduce(Reduce.Kind.SUM, List.of(0, 2)), f(1, 3, 1), f(2, 3, 4)),
                of(new MatrixMultiply(false, false), f(5, 2, 4), f(5, 2, 3), f(3, 4)),
                of(new MatrixMultiply(true, true), f(5, 2, 4), f(3, 2), f(5, 4, 3)),
                of(new Convolution(WINDOW), f(2, 4, 2, 2, 4), IMAGE, f(4, 3, 3, 3, 3), f(4)),
                of(new ConvolutionInputGradient(WINDOW, Shape.of(4, 4, 8)), IMAGE, f(4, 3, 3, 3, 3), f(2, 4, 2, 2, 4)),
                of(new ConvolutionWeightGradient(WINDOW, Shape.of(3, 3, 3)), f(4, 3, 3, 3, 3), IMAGE, f(2, 4, 2, 2, 4)),
                of(new Reshape(Shape.of(6)), f(6), f(2, 3)),
                of(new Permute(List.of(2, 0, 1)), f(4, 2, 3), f(2, 3, 4)),
                of(new Slice(List.of(1, 0), List.of(2, 2), List.of(1, 3)), f(2, 2), f(3, 4)),
                of(new Pad(List.of(1, 0), List.of(0, 2), 7), f(4, 6), f(3, 4)),
                of(new Concatenate(1), f(2, 7), f(2, 3), f(2, 4)),
                of(new Broadcast(Shape.of(2, 3)), f(2, 3), f(3)),
                of(new Flip(List.of(1)), f(2, 3), f(2, 3)),
                of(new Gather(1), f(2, 5), f(2, 3), i(5)),
                of(new ScatterAdd(1, 9), f(2, 9), f(2, 5), i(5)),
                of(new Cast(DataType.INT32), i(3), f(3)),
                of(new Random(Random.Distribution.NORMAL, Shape.of(2, 3)), f(2, 3), i(4)),
                of(new ArgMax(1), i(2, 1), f(2, 3)),
                new Case(new SingularVectors(2), List.of(f(7, 3, 4)), List.of(f(7, 3, 2), f(7, 2), f(7, 4, 2))),
                of(new Solve(), f(7, 3, 5), f(7, 3, 3), f(7, 3, 5)),
                of(new StopGradient(), f(2), f(2)));
    }

    /** Operations written with others. */
    public static List<Case> composites() {
        Type weight = f(5, 6, 1);
        PoolingGeometry pooling = new PoolingGeometry(List.of(3, 2, 3), List.of(2, 2, 1), List.of(1, 0, 1));
        Type matrices = f(12, 4, 2, 32);
        return List.of(
                of(new ChannelLinear(), f(2, 5, 4, 4, 8), IMAGE, weight, f(5)),
                of(new ChannelLinear(), f(2, 5), f(2, 6), weight),
                of(new LayerNorm(1e-5f), IMAGE, IMAGE, CHANNELS, CHANNELS),
                of(new LayerNorm(1e-5f), IMAGE, IMAGE),
                of(new LayerNormLast(2, 1e-5), f(2, 3, 4), f(2, 3, 4), f(3, 4), f(3, 4)),
                of(new InstanceNorm(1e-5), IMAGE, IMAGE, CHANNELS, CHANNELS),
                of(new GroupNorm(3, 1e-5), IMAGE, IMAGE),
                of(new BatchNorm(1e-5), IMAGE, IMAGE, CHANNELS, CHANNELS, CHANNELS, CHANNELS),
                new Case(new BatchNormTraining(1e-5, 0.1), List.of(IMAGE, CHANNELS, CHANNELS, CHANNELS, CHANNELS),
                        List.of(IMAGE, CHANNELS, CHANNELS)),
                of(new Gelu(false), IMAGE, IMAGE),
                of(new Gelu(true), IMAGE, IMAGE),
                of(new Silu(), IMAGE, IMAGE),
                of(new Elu(1), f(), f()),
                of(new LeakyRelu(0.01), f(7), f(7)),
                of(new Softplus(2, 20), IMAGE, IMAGE),
                of(new LogSigmoid(), IMAGE, IMAGE),
                of(new Power(-2.2), IMAGE, IMAGE),
                of(new Softmax(1), IMAGE, IMAGE),
                of(new LogSoftmax(4), IMAGE, IMAGE),
                of(new DotProductAttention(), ATTENTION, ATTENTION, ATTENTION, ATTENTION),
                of(new DotProductAttention(), ATTENTION, ATTENTION, ATTENTION, ATTENTION, f(3, 7, 7), f(4, 7)),
                of(new Deconvolve(BLIND), f(2, 12, 4, 4, 8), IMAGE, f(2, 12, 4, 4, 8), f(6, 6, 3, 3, 3)),
                new Case(new DeconvolutionParts(BLIND), List.of(IMAGE, f(2, 12, 4, 4, 8), f(6, 6, 3, 3, 3)),
                        List.of(f(2, 12, 4, 4, 8), f(2, 6, 6, 3, 3, 3), IMAGE)),
                of(new MultiplicativeUpdate(1e-16), IMAGE, IMAGE, IMAGE, IMAGE),
                of(new Roll(List.of(2, 4), List.of(-1, 17)), IMAGE, IMAGE),
                of(new Margin(List.of(0, -1), List.of(2, -2), 0.5f), f(5, 4), f(3, 7)),
                of(new BorderPad(BorderPad.Kind.REFLECT, List.of(2, 0), List.of(2, 1)), f(7, 5), f(3, 4)),
                of(new BorderPad(BorderPad.Kind.REPLICATE, List.of(4, 0), List.of(9, 1)), f(16, 5), f(3, 4)),
                of(new MaxPool(pooling), f(2, 6, 2, 2, 8), IMAGE),
                of(new AveragePool(pooling), f(2, 6, 2, 2, 8), IMAGE),
                of(new GlobalAveragePool(), f(2, 6), IMAGE),
                of(new Resize(Shape.of(2, 7, 8), Resize.Mode.LINEAR_CENTERS), f(2, 6, 2, 7, 8), IMAGE),
                of(new Resize(Shape.of(1, 8, 3), Resize.Mode.LINEAR_CORNERS), f(2, 6, 1, 8, 3), IMAGE),
                of(new Resize(Shape.of(5, 1, 9), Resize.Mode.NEAREST), f(2, 6, 5, 1, 9), IMAGE),
                of(new Resize(Shape.of(5, 1, 9), Resize.Mode.NEAREST_EXACT), f(2, 6, 5, 1, 9), IMAGE),
                of(new TransposedConvolution(ConvolutionGeometry.of(3, 2, 1, 2), List.of(1, 0, 1)), f(2, 8, 8, 7, 16), IMAGE,
                        f(6, 4, 3, 3, 3), f(8)),
                of(new Matricize(LAYOUT), matrices, IMAGE),
                of(new Dematricize(LAYOUT, 6), IMAGE, matrices),
                new Case(new AdamWStep(0.9, 0.999, 1e-8, 0.01), List.of(weight, weight, weight, weight, f(), f(), f()),
                        List.of(weight, weight, weight)),
                of(new ActivatedInstanceNorm(1e-5, 0.01), IMAGE, IMAGE, CHANNELS, CHANNELS),
                of(new ChannelMlpBranch(1e-5f), IMAGE, IMAGE, CHANNELS, CHANNELS, f(9, 6, 1), f(9), f(6, 9, 1), f(6)),
                of(new Factorize(HALS), f(5, 4, 9), f(5, 4, 9), f(4, 2), f(9, 2)),
                of(new Factorize(HALS.withInitialization(Initialization.NNDSVD)), f(5, 4, 9), f(5, 4, 9)),
                new Case(new FactorPair(HALS), List.of(f(5, 4, 9), f(4, 2), f(9, 2)), List.of(f(5, 4, 2), f(5, 9, 2))),
                of(new MixerBranch(1e-5f, LAYOUT, HALS), IMAGE, IMAGE, CHANNELS, CHANNELS, f(6, 6, 1), f(2, 2), f(32, 2),
                        f(6, 6, 1), f(6)));
    }
}
