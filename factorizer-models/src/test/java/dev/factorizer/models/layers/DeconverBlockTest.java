package dev.factorizer.models.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.deconvolution.Deconvolve;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.InstanceNorm;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.operations.Random;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a Deconver's block consists of: operations, names, errors. */
class DeconverBlockTest {
    private static final Deconvolution TWO_GROUPS = Deconvolution.of(3).withGroups(2).withRatio(0.5);

    private static DeconverBlock block(BlockNormalization normalization, double dropout) {
        return new DeconverBlock(normalization, new DeconvolutionMixer(TWO_GROUPS, dropout), ChannelMlp.of(8, 2));
    }

    private static Scope apply(DeconverBlock block, int channels, boolean training) {
        Trace trace = new Trace();
        Scope scope = Scope.root(trace, training);
        Value x = trace.input("x", Type.float32(1, channels, 4, 6));
        assertEquals(x.shape(), scope.apply("block", block, x).shape());
        return scope;
    }

    private static long count(Scope scope, Class<?> operation) {
        return scope.parameters().values().iterator().next().trace().nodes().stream().map(Node::operation)
                .filter(operation::isInstance).count();
    }

    @Test
    void itsParametersAreNamedAsInTheReference() {
        Scope scope = apply(block(BlockNormalization.INSTANCE, 0), 8, false);
        assertEquals(List.of("block.dcm.in_proj.linear.weight", "block.dcm.deconv.init.h0", "block.dcm.deconv.init.linear.linear.weight",
                "block.dcm.deconv.init.linear.linear.bias", "block.dcm.out_proj.linear.weight", "block.dcm.out_proj.linear.bias",
                "block.mlp.block.0.linear.weight", "block.mlp.block.0.linear.bias", "block.mlp.block.3.linear.weight",
                "block.mlp.block.3.linear.bias"), scope.parameters().keySet().stream().map(spec -> spec.name()).toList());
        assertTrue(scope.parameters().keySet().stream().anyMatch(spec -> spec.shape().equals(Shape.of(8, 2, 3, 3))));
        assertEquals(1, count(scope, Deconvolve.class));
    }

    @Test
    void eachHalfIsNormalized() {
        assertEquals(2, count(apply(block(BlockNormalization.INSTANCE, 0), 8, false), InstanceNorm.class));
        assertEquals(2, count(apply(block(BlockNormalization.AFFINE_INSTANCE, 0), 8, false), InstanceNorm.class));
        assertEquals(2, count(apply(block(BlockNormalization.LAYER, 0), 8, false), LayerNorm.class));
    }

    @Test
    void theMixerDropsInTrainingAlone() {
        assertEquals(1, count(apply(block(BlockNormalization.INSTANCE, 0.5), 8, true), Random.class));
        assertEquals(0, count(apply(block(BlockNormalization.INSTANCE, 0.5), 8, false), Random.class));
        assertEquals("deconvolution mixer: dropout is 1.0, expected at least 0 and below 1", assertThrows(
                IllegalArgumentException.class, () -> new DeconvolutionMixer(TWO_GROUPS, 1)).getMessage());
    }

    @Test
    void channelsThatDoNotFitAreNamed() {
        assertEquals("deconvolution: 9 channels are not divisible by 2 groups", assertThrows(ShapeException.class, () ->
                apply(block(BlockNormalization.INSTANCE, 0), 9, false)).getMessage());
    }

    /** 2.5 to 2, 3.5 to 4. */
    @Test
    void halvesOfSourceChannelsAreRoundedToEven() {
        assertEquals(2, Deconvolution.of(3).withGroups(2).withRatio(0.5).sourceChannels(10));
        assertEquals(4, Deconvolution.of(3).withGroups(2).withRatio(0.5).sourceChannels(14));
    }
}
