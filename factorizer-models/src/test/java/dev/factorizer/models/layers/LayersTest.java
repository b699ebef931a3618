package dev.factorizer.models.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Random;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which parameters layers ask for, which shapes they give, what they refuse. */
class LayersTest {
    private static final Windows SWIN = new Windows.Shifted(new Heads.Dimension(4), new Partition.Patch(List.of(4)),
            List.of(List.of(), List.of(2)));
    private static final Factorization HALS = Factorization.of(Solver.HALS).withRank(2).withIterations(3)
            .withInitialization(Initialization.UNIFORM);

    private static Shape apply(Layer layer, int... sizes) {
        Trace trace = new Trace();
        return layer.apply(Scope.root(trace, false), trace.input("x", Type.float32(sizes))).shape();
    }

    private static List<String> parameters(Layer layer, boolean training, int... sizes) {
        Trace trace = new Trace();
        Scope root = Scope.root(trace, training);
        layer.apply(root, trace.input("x", Type.float32(sizes)));
        return root.parameters().keySet().stream().map(LayersTest::line).toList();
    }

    private static String line(ParameterSpec spec) {
        return spec.name() + " " + spec.shape() + (spec.trainable() ? "" : " buffer");
    }

    private static long drawn(Layer layer, boolean training, int... sizes) {
        Trace trace = new Trace();
        layer.apply(Scope.root(trace, training), trace.input("x", Type.float32(sizes)));
        return trace.nodes().stream().filter(node -> node.operation() instanceof Random).count();
    }

    @Test
    void shapesFollowTheSettings() {
        assertEquals(Shape.of(2, 5, 6, 7), apply(new Linear(5, true), 2, 3, 6, 7));
        assertEquals(Shape.of(2, 5, 6, 7, 8), apply(ConvolutionLayer.stem(5), 2, 3, 6, 7, 8));
        assertEquals(Shape.of(2, 5, 3, 4), apply(ConvolutionLayer.downsample(5), 2, 3, 6, 8));
        assertEquals(Shape.of(2, 5, 12, 16), apply(new TransposedConvolutionLayer(5, 2), 2, 3, 6, 8));
        assertEquals(Shape.of(2, 7, 6), apply(new ChannelMlp(4, 7, false, 0), 2, 3, 6));
        assertEquals(Shape.of(2, 8, 8, 12), apply(new FactorizationMixer(SWIN, HALS), 2, 8, 8, 12));
        assertEquals(Shape.of(2, 8, 8, 12), apply(new FactorizerStage(8, 2, new PositionalEmbedding.Rotary(), 0, SWIN,
                HALS, 2), 2, 6, 8, 12));
    }

    @Test
    void parametersAreNamedAsInTheReference() {
        assertEquals(List.of("weight 5×3×2×2", "bias 5"), parameters(ConvolutionLayer.downsample(5), false, 1, 3, 4, 4));
        assertEquals(List.of("weight 3×5×2×2", "bias 5"), parameters(new TransposedConvolutionLayer(5, 2), false, 1, 3, 4, 4));
        assertEquals(List.of("norm.weight 3", "norm.bias 3"), parameters(new LayerNormalization(), false, 1, 3, 4));
        assertEquals(List.of(), parameters(new LayerNormalization(1e-5, false), false, 1, 3, 4));
        List<String> block = List.of("norm1.norm.weight 8", "norm1.norm.bias 8", "fact.in_proj.linear.weight 8×8×1",
                "fact.factorize.init.u0 4×2 buffer", "fact.factorize.init.v0 16×2 buffer",
                "fact.out_proj.linear.weight 8×8×1", "fact.out_proj.linear.bias 8", "norm2.norm.weight 8",
                "norm2.norm.bias 8", "mlp.block.0.linear.weight 16×8×1", "mlp.block.0.linear.bias 16",
                "mlp.block.3.linear.weight 8×16×1", "mlp.block.3.linear.bias 8");
        assertEquals(block, parameters(FactorizerBlock.of(8, SWIN, HALS, 2), true, 1, 8, 8, 8));
        Layer dropping = new FactorizerBlock(new FactorizationMixer(SWIN, HALS, 0.1), new ChannelMlp(16, 8, true, 0.1));
        assertEquals(block, parameters(dropping, true, 1, 8, 8, 8), "in parts, for the sake of dropout, the same");
        assertEquals(block, parameters(dropping, false, 1, 8, 8, 8));
    }

    @Test
    void factorsStartFromBuffersOnlyWhereTheyAreDrawn() {
        Factorization svd = HALS.withInitialization(Initialization.SVD);
        assertEquals(3, parameters(new FactorizationMixer(SWIN, svd), false, 1, 8, 8, 8).size());
    }

    @Test
    void dropoutIsForTrainingAndEachHasItsOwnStream() {
        assertEquals(0, drawn(new Dropout(0.5), false, 1, 2, 4));
        assertEquals(0, drawn(new Dropout(0), true, 1, 2, 4));
        assertEquals(1, drawn(new Dropout(0.5), true, 1, 2, 4));
        assertEquals(2, drawn(new ChannelMlp(4, 2, true, 0.1), true, 1, 2, 4));
        FactorizerStage stage = new FactorizerStage(8, 1, new PositionalEmbedding.Sinusoidal(), 0.5, SWIN, HALS, 2);
        assertEquals(0, drawn(stage, true, 1, 8, 8, 8), "the reference drops only where the embedding is learned");
    }

    @Test
    void mistakesAreNamed() {
        assertMessage("linear: outputs is 0, expected at least 1", () -> new Linear(0, true));
        assertMessage("dropout: rate is 1.0, expected at least 0 and below 1", () -> new Dropout(1));
        assertMessage("windows: patch is [0], expected one number or one for each axis, at least 1",
                () -> new Partition.Patch(List.of(0)));
        assertMessage("windows: no shifts, expected at least one; use local windows instead",
                () -> new Windows.Shifted(new Heads.Count(1), new Partition.Patch(List.of(4)), List.of()));
        assertMessage("rotary embedding: input has 3 channels, expected an even number",
                () -> parameters(new PositionalEmbedding.Rotary(), false, 1, 3, 4));
        assertThrows(ShapeException.class, () -> parameters(new FactorizationMixer(SWIN, HALS), false, 1, 8, 8, 6));
        assertThrows(ShapeException.class, () -> parameters(new FactorizationMixer(SWIN, HALS), false, 1, 6, 8, 8));
    }

    private static void assertMessage(String expected, Runnable action) {
        assertEquals(expected, assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }
}
