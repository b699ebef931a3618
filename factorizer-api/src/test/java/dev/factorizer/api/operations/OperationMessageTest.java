package dev.factorizer.api.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.factorization.FactorPair;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.graph.Literal;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OperationMessageTest {
    private static final ConvolutionGeometry WINDOW = ConvolutionGeometry.of(1, 2, 1, 2);
    private static final Matricization LAYOUT = Matricization.ofPatch(Shape.of(4, 6), 2, List.of(2, 3), List.of(List.of(0, 0)));
    private static final Factorization HALS = Factorization.of(Solver.HALS).withRank(2);

    private static Type f(int... sizes) {
        return Type.float32(sizes);
    }

    private static Type i(int... sizes) {
        return new Type(DataType.INT32, Shape.of(sizes));
    }

    private static Arguments wrong(String message, Operation operation, Type... inputs) {
        return arguments(message, operation, List.of(inputs));
    }

    static Stream<Arguments> primitives() {
        return Stream.of(
                wrong("unary: takes 1 input, found 2", new Unary(Unary.Kind.EXP), f(2), f(2)),
                wrong("unary: input 0 must be floating-point, found int32 2", new Unary(Unary.Kind.EXP), i(2)),
                wrong("zip: ADD of float32 2 and int32 2, expected equal data types", new Zip(Zip.Kind.ADD), f(2), i(2)),
                wrong("zip: DIVIDE needs floating-point inputs, found int32 2", new Zip(Zip.Kind.DIVIDE), i(2), i(2)),
                wrong("zip: shapes 2×3 and 2×4 do not broadcast: axis -1 has sizes 3 and 4, expected equal sizes or 1",
                        new Zip(Zip.Kind.ADD), f(2, 3), f(2, 4)),
                wrong("select: choices float32 2 and float64 2, expected equal data types", new Select(), f(2), f(2),
                        new Type(DataType.FLOAT64, Shape.of(2))),
                wrong("reduce: axes [1, 0] for shape 2×3, expected ascending axes below 2",
                        new Reduce(Reduce.Kind.SUM, List.of(1, 0)), f(2, 3)),
                wrong("reduce: MAXIMUM over axis 1 of shape 2×0, which has no elements",
                        new Reduce(Reduce.Kind.MAXIMUM, List.of(1)), f(2, 0)),
                wrong("matrixMultiply: inner sizes differ, expected 64, found 48 (a 2×64, b 48×3)",
                        new MatrixMultiply(false, false), f(2, 64), f(48, 3)),
                wrong("matrixMultiply: inner sizes differ, expected 2, found 3 (a 2×64 transposed, b 48×3 transposed)",
                        new MatrixMultiply(true, true), f(2, 64), f(48, 3)),
                wrong("matrixMultiply: input 0 has shape 64, expected at least 2 axes", new MatrixMultiply(false, false),
                        f(64), f(64, 3)),
                wrong("convolution: input has 5 channels, expected 6 (weight 4×3×3, groups 2)", new Convolution(WINDOW),
                        f(2, 5, 9), f(4, 3, 3)),
                wrong("convolution: weight 5×3×3 has outputs not divisible by groups 2", new Convolution(WINDOW),
                        f(2, 6, 9), f(5, 3, 3)),
                wrong("convolution: bias has shape 5, expected 4", new Convolution(WINDOW), f(2, 6, 9), f(4, 3, 3), f(5)),
                wrong("convolution: input 2×6×9×9 and weight 4×3×3, expected 3 axes in both", new Convolution(WINDOW),
                        f(2, 6, 9, 9), f(4, 3, 3)),
                wrong("convolution: kernel 12 is larger than the padded input 9 on spatial axis 0",
                        new Convolution(WINDOW), f(2, 6, 9), f(4, 3, 12)),
                wrong("convolutionInputGradient: gradient has shape 2×4×9, expected 2×4×5",
                        new ConvolutionInputGradient(WINDOW, Shape.of(9)), f(4, 3, 3), f(2, 4, 9)),
                wrong("convolutionInputGradient: weight 5×3×3 has outputs not divisible by groups 2",
                        new ConvolutionInputGradient(WINDOW, Shape.of(9)), f(5, 3, 3), f(2, 5, 5)),
                wrong("convolutionWeightGradient: input 2×6×9, gradient 2×5×5, kernel 3, groups 2 do not fit",
                        new ConvolutionWeightGradient(WINDOW, Shape.of(3)), f(2, 6, 9), f(2, 5, 5)),
                wrong("reshape: input 2×3 has 6 elements, expected 8 for 2×4", new Reshape(Shape.of(2, 4)), f(2, 3)),
                wrong("permute: order [0, 0] for shape 2×3, expected each axis once", new Permute(List.of(0, 0)), f(2, 3)),
                wrong("slice: axis 1 from 2, 2 elements by steps of 1 does not lie inside size 3",
                        new Slice(List.of(0, 2), List.of(2, 2), List.of(1, 1)), f(2, 3)),
                wrong("slice: starts [0], sizes [2], steps [1] for shape 2×3, expected one entry per axis",
                        new Slice(List.of(0), List.of(2), List.of(1)), f(2, 3)),
                wrong("pad: widths [-1] and [0], expected 0 or more (slice to crop)", new Pad(List.of(-1), List.of(0), 0),
                        f(3)),
                wrong("pad: widths [1] and [0] for shape 2×3, expected one entry per axis",
                        new Pad(List.of(1), List.of(0), 0), f(2, 3)),
                wrong("concatenate: inputs float32 2×3 and float32 3×3 differ, expected equal sizes on all axes but 1",
                        new Concatenate(1), f(2, 3), f(3, 3)),
                wrong("concatenate: axis 2 does not exist in input 0 of shape 2×3, axes are counted from 0",
                        new Concatenate(2), f(2, 3)),
                wrong("broadcast: input 2×3 does not broadcast to 3", new Broadcast(Shape.of(3)), f(2, 3)),
                wrong("flip: axis -1 does not exist in input 0 of shape 2×3, axes are counted from 0",
                        new Flip(List.of(-1)), f(2, 3)),
                wrong("gather: indices have shape 2×3, expected one axis", new Gather(0), f(2, 3), i(2, 3)),
                wrong("gather: input 1 must be int32, found float32 3", new Gather(0), f(2, 3), f(3)),
                wrong("scatterAdd: indices have shape 2, expected 3 as axis 1 of the input", new ScatterAdd(1, 5), f(2, 3),
                        i(2)),
                wrong("random: key has shape 2, expected 4", new Random(Random.Distribution.UNIFORM, Shape.of(3)), i(2)),
                wrong("argMax: axis 1 of shape 2×0 has no elements", new ArgMax(1), f(2, 0)),
                wrong("singularVectors: rank 4 for matrices of 3×5, expected 1 to 3", new SingularVectors(4), f(3, 5)),
                wrong("solve: systems 2×3 and right-hand sides 2×4, expected (…, R, R) and (…, R, K)", new Solve(), f(2, 3),
                        f(2, 4)));
    }

    static Stream<Arguments> composites() {
        PoolingGeometry pooling = PoolingGeometry.of(2, 3, 2, 1);
        return Stream.of(
                wrong("channelLinear: input has 48 channels, expected 64 (weight 32×64×1)", new ChannelLinear(),
                        f(1, 48, 8), f(32, 64, 1)),
                wrong("channelLinear: weight has shape 32×64, expected outputs × inputs × 1", new ChannelLinear(),
                        f(1, 64, 8), f(32, 64)),
                wrong("channelLinear: bias has shape 64, expected 32", new ChannelLinear(), f(1, 64, 8), f(32, 64, 1), f(64)),
                wrong("layerNorm: takes weight and bias together, found only one of them", new LayerNorm(1e-5f), f(1, 6, 8),
                        f(6)),
                wrong("layerNorm: weight has shape 8, expected 6", new LayerNorm(1e-5f), f(1, 6, 8), f(8), f(8)),
                wrong("layerNormLast: bias has shape 8, expected 6×8", new LayerNormLast(2, 1e-5), f(1, 6, 8), f(6, 8), f(8)),
                wrong("layerNormLast: input 0 has shape 8, expected at least 2 axes", new LayerNormLast(2, 1e-5), f(8)),
                wrong("instanceNorm: input 2×6×1×1 has one voxel a channel, expected at least 2: every result would be zero",
                        new InstanceNorm(1e-5), f(2, 6, 1, 1)),
                wrong("groupNorm: input has 6 channels, which do not divide into 4 groups", new GroupNorm(4, 1e-5),
                        f(2, 6, 3)),
                wrong("batchNorm: running variance has shape 5, expected 6", new BatchNorm(1e-5), f(2, 6, 3), f(6), f(5)),
                wrong("batchNorm: takes 3 to 5 inputs, found 1", new BatchNorm(1e-5), f(2, 6, 3)),
                wrong("batchNormTraining: input 1×6×1 has one value a channel, expected at least 2 to compute a variance",
                        new BatchNormTraining(1e-5, 0.1), f(1, 6, 1), f(6), f(6)),
                wrong("gelu: input 0 must be floating-point, found int32 3", new Gelu(false), i(3)),
                wrong("softmax: axis 2 does not exist in input 0 of shape 2×3, axes are counted from 0", new Softmax(2),
                        f(2, 3)),
                wrong("logSoftmax: axis -1 does not exist in input 0 of shape 2×3, axes are counted from 0",
                        new LogSoftmax(-1), f(2, 3)),
                wrong("roll: axis 2 does not exist in input 0 of shape 2×3, axes are counted from 0",
                        new Roll(List.of(2), List.of(1)), f(2, 3)),
                wrong("margin: widths -2 and -2 crop 4 of axis 0, which has size 3", new Margin(List.of(-2), List.of(-2), 0),
                        f(3)),
                wrong("margin: widths [1] and [1] for shape 3×4, expected one entry per axis",
                        new Margin(List.of(1), List.of(1), 0), f(3, 4)),
                wrong("borderPad: widths 3 and 0 on axis 0 of size 3, expected 0 or more and less than the size",
                        new BorderPad(BorderPad.Kind.REFLECT, List.of(3), List.of(0)), f(3)),
                wrong("borderPad: widths -1 and 0 on axis 0 of size 3, expected 0 or more",
                        new BorderPad(BorderPad.Kind.REPLICATE, List.of(-1), List.of(0)), f(3)),
                wrong("pooling: input has shape 1×6×8, expected 2 spatial axes after batch and channels",
                        new MaxPool(pooling), f(1, 6, 8)),
                wrong("pooling: kernel [3, 3] is larger than the padded input 1×6×8×0 on spatial axis 1",
                        new AveragePool(pooling), f(1, 6, 8, 0)),
                wrong("globalAveragePool: input 1×6×0 has no voxels", new GlobalAveragePool(), f(1, 6, 0)),
                wrong("resize: input 1×6×8 for the spatial size 4×4, expected 4 axes",
                        new Resize(Shape.of(4, 4), Resize.Mode.NEAREST), f(1, 6, 8)),
                wrong("resize: from 8 to 0, expected sizes of at least 1", new Resize(Shape.of(0), Resize.Mode.NEAREST),
                        f(1, 6, 8)),
                wrong("transposedConvolution: input has 5 channels, expected 4 (weight 4×3×3)",
                        new TransposedConvolution(WINDOW), f(2, 5, 9), f(4, 3, 3)),
                wrong("transposedConvolution: weight 5×3×3 has inputs not divisible by groups 2",
                        new TransposedConvolution(WINDOW), f(2, 5, 9), f(5, 3, 3)),
                wrong("transposedConvolution: input 1 with kernel 1 and padding [1], [1] leaves nothing on spatial axis 0",
                        new TransposedConvolution(WINDOW), f(2, 4, 1), f(4, 3, 1)),
                wrong("windows: image has shape 1×6×4×4, expected spatial size 4×6", new Matricize(LAYOUT), f(1, 6, 4, 4)),
                wrong("windows: 5 channels are not divisible by 2 heads", new Matricize(LAYOUT), f(1, 5, 4, 6)),
                wrong("dematricize: input has shape 3×4×3×6, expected 2×4×3×6", new Dematricize(LAYOUT, 6), f(3, 4, 3, 6)),
                wrong("adamWStep: gradient has shape 3, expected 4", new AdamWStep(0.9, 0.999, 1e-8, 0), f(4), f(3), f(4),
                        f(4), f(), f(), f()),
                wrong("channelMlpBranch: second weight gives 1×5×8, expected the input's 1×6×8", new ChannelMlpBranch(1e-5f),
                        f(1, 6, 8), f(6), f(6), f(9, 6, 1), f(9), f(5, 9, 1), f(5)),
                wrong("factorPair: u0 has shape 4×3, expected 4×2", new Factorize(HALS), f(5, 4, 9), f(4, 3), f(9, 2)),
                wrong("factorPair: weights were given with solvers [hals], expected wmu alone", new FactorPair(HALS),
                        f(5, 4, 9), f(4, 2), f(9, 2), f(5, 4, 9)),
                wrong("mixerBranch: takes 8 inputs, found 6", new MixerBranch(1e-5f, LAYOUT, HALS), f(1, 6, 4, 6), f(6), f(6),
                        f(6, 6, 1), f(6, 6, 1), f(6)),
                wrong("mixerBranch: out weight gives 1×4×4×6, expected the input's 1×6×4×6",
                        new MixerBranch(1e-5f, LAYOUT, HALS), f(1, 6, 4, 6), f(6), f(6), f(6, 6, 1), f(3, 2), f(6, 2),
                        f(4, 6, 1), f(4)));
    }

    @ParameterizedTest
    @MethodSource({"primitives", "composites"})
    void wrongInputsAreNamed(String message, Operation operation, List<Type> inputs) {
        assertEquals(message, assertThrows(ShapeException.class, () -> operation.infer(inputs)).getMessage());
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                arguments("convolution: strides [2] and padding [1, 1], [1], expected one entry for each of 1 to 3 spatial axes",
                        (Executable) () -> new ConvolutionGeometry(List.of(2), List.of(1, 1), List.of(1), 1)),
                arguments("convolution: strides [0], padding [1], [1], groups 1, expected strides and groups of at least 1 and"
                        + " padding of at least 0", (Executable) () -> ConvolutionGeometry.of(1, 0, 1, 1)),
                arguments("pooling: kernel [2, 2], strides [1], padding [0, 0], expected one entry for each spatial axis",
                        (Executable) () -> new PoolingGeometry(List.of(2, 2), List.of(1), List.of(0, 0))),
                arguments("pooling: kernel [3], strides [1], padding [2], expected kernel and strides of at least 1 and padding"
                        + " of 0 to half the kernel", (Executable) () -> PoolingGeometry.of(1, 3, 1, 2)),
                arguments("transposedConvolution: output padding [2] with strides [2], expected 0 or more and less than the"
                        + " stride on each axis", (Executable) () -> new TransposedConvolution(WINDOW, List.of(2))),
                arguments("roll: axes [1] and shifts [1, 2], expected equally many",
                        (Executable) () -> new Roll(List.of(1), List.of(1, 2))),
                arguments("softplus: beta is 0.0, expected a number above 0", (Executable) () -> new Softplus(0, 20)),
                arguments("batchNormTraining: momentum is 1.5, expected 0 to 1",
                        (Executable) () -> new BatchNormTraining(1e-5, 1.5)),
                arguments("layerNormLast: 0 axes, expected at least 1", (Executable) () -> new LayerNormLast(0, 1e-5)),
                arguments("windows: spatial size 4×6 is not divisible by patch [2, 4] on axis 1; pad the image or choose another"
                        + " patch", (Executable) () -> Matricization.ofPatch(Shape.of(4, 6), 2, List.of(2, 4),
                                List.of(List.of(0, 0)))),
                arguments("windows: spatial size 4×6 is not divisible by grid [3, 1] on axis 0; pad the image or choose another"
                        + " grid", (Executable) () -> Matricization.ofGrid(Shape.of(4, 6), 2, List.of(3, 1),
                                List.of(List.of(0, 0)))),
                arguments("windows: patch [2] for spatial size 4×6, expected one entry per axis", (Executable) () ->
                        Matricization.ofPatch(Shape.of(4, 6), 2, List.of(2), List.of(List.of(0, 0)))),
                arguments("windows: 20 channels are not divisible by head dimension 8",
                        (Executable) () -> Matricization.headsOf(20, 8)),
                arguments("windows: heads 2, grid [1], patch [4], shifts [], expected at least one head and shift, and one entry"
                        + " of at least 1 for each spatial axis",
                        (Executable) () -> new Matricization(2, List.of(1), List.of(4), List.of())),
                arguments("literal: array of 2 elements for shape 3, expected 3",
                        (Executable) () -> Literal.of(Shape.of(3), new float[2])));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void wrongSettingsAreRefused(String message, Executable making) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, making).getMessage());
    }

    @Test
    void theMessageEndsWithThePathOfTheLayer() {
        Trace trace = new Trace();
        Value x = trace.input("x", f(1, 48, 8));
        Value weight = trace.input("weight", f(32, 64, 1));
        ShapeException thrown = assertThrows(ShapeException.class,
                () -> trace.at("decoder.blocks.0", () -> x.apply(new ChannelLinear(), weight)));
        assertEquals("channelLinear: input has 48 channels, expected 64 (weight 32×64×1) (at decoder.blocks.0)",
                thrown.getMessage());
    }
}
