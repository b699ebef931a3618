package dev.factorizer.models.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Eager;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.reference.ReferenceBackend;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a plain U-Net needs beside convolutions: what layers compute on few numbers, and the names of their parameters. */
class UNetLayersTest {
    private static double[] run(Layer layer, float[] values, int... sizes) {
        try (Backend backend = new ReferenceBackend()) {
            return Eager.on(backend).run(x -> layer.apply(Scope.root(x.getFirst().trace(), false), x.getFirst()),
                    Tensor.of(values, sizes)).toDoubles();
        }
    }

    private static Scope traced(Layer layer, boolean training, int... sizes) {
        Trace trace = new Trace();
        Scope root = Scope.root(trace, training);
        layer.apply(root, trace.input("x", Type.float32(sizes)));
        return root;
    }

    private static List<String> names(Scope scope) {
        return scope.parameters().keySet().stream().map(spec -> spec.name() + " " + spec.shape()).toList();
    }

    @Test
    void poolingAndUpsampling() {
        float[] x = {1, 2, 3, 4, 5};
        assertArrayEquals(new double[] {2, 4}, run(PoolingLayer.maximum(2), x, 1, 1, 5));
        assertArrayEquals(new double[] {1.5, 3.5}, run(PoolingLayer.average(2), x, 1, 1, 5));
        assertArrayEquals(new double[] {1, 1, 2, 2}, run(UpsamplingLayer.nearest(2), new float[] {1, 2}, 1, 1, 2));
        assertArrayEquals(new double[] {1, 1.25, 1.75, 2}, run(UpsamplingLayer.linear(2), new float[] {1, 2}, 1, 1, 2), 1e-12);
        assertEquals("pooling", assertThrows(IllegalArgumentException.class, () -> PoolingLayer.maximum(0)).getMessage()
                .split(":")[0]);
        assertEquals("upsampling", assertThrows(IllegalArgumentException.class, () -> UpsamplingLayer.nearest(0)).getMessage()
                .split(":")[0]);
    }

    @Test
    void poolingNeedsAnImage() {
        assertEquals("pooling: kernel [], strides [], padding [], expected one entry for each spatial axis",
                assertThrows(ShapeException.class, () -> traced(PoolingLayer.maximum(2), false, 4)).getMessage());
    }

    @Test
    void functionsSequencesAndResiduals() {
        float[] x = {-2, 3};
        assertArrayEquals(new double[] {0, 3}, run(ActivationLayer.relu(), x, 1, 2, 1));
        assertArrayEquals(new double[] {-0.5, 3}, run(ActivationLayer.leakyRelu(0.25), x, 1, 2, 1), 1e-7);
        assertArrayEquals(new double[] {-2 / (1 + Math.exp(2)), 3 / (1 + Math.exp(-3))}, run(ActivationLayer.silu(), x, 1, 2, 1),
                1e-6);
        assertArrayEquals(new double[] {-0.04550026, 2.99595031}, run(ActivationLayer.gelu(), x, 1, 2, 1), 1e-6);
        assertArrayEquals(new double[] {-2, 6}, run(new Residual(ActivationLayer.relu()), x, 1, 2, 1));
        assertArrayEquals(new double[] {3, 3}, run(Sequence.of(ActivationLayer.relu(), PoolingLayer.maximum(2),
                UpsamplingLayer.nearest(2)), x, 1, 1, 2));
    }

    @Test
    void normalizations() {
        float[] x = {1, 3, 10, 14};
        assertArrayEquals(new double[] {-1, 1, -1, 1}, run(new InstanceNormalization(1e-9, false), x, 1, 2, 2), 1e-6);
        assertArrayEquals(new double[] {-1, 1, -1, 1}, run(new GroupNormalization(2, 1e-9, false), x, 1, 2, 2), 1e-6);
        double deviation = Math.sqrt(27.5);
        assertArrayEquals(new double[] {-6 / deviation, -4 / deviation, 3 / deviation, 7 / deviation},
                run(new GroupNormalization(1, 1e-9, false), x, 1, 2, 2), 1e-6);
        assertThrows(IllegalArgumentException.class, () -> new GroupNormalization(0));
        assertThrows(IllegalArgumentException.class, () -> new InstanceNormalization(-1, true));
        assertThrows(IllegalArgumentException.class, () -> new BatchNormalization(1e-5, 2, true));
    }

    @Test
    void parametersAreNamedAsInPyTorch() {
        assertEquals(List.of("weight 6", "bias 6"), names(traced(new InstanceNormalization(), false, 1, 6, 4)));
        assertEquals(List.of("weight 6", "bias 6"), names(traced(new GroupNormalization(3), false, 1, 6, 4)));
        assertEquals(List.of(), names(traced(new InstanceNormalization(1e-5, false), false, 1, 6, 4)));
        Scope inference = traced(new BatchNormalization(), false, 2, 6, 4);
        assertEquals(Set.of("weight 6", "bias 6", "running_mean 6", "running_var 6", "num_batches_tracked scalar"),
                Set.copyOf(names(inference)));
        assertEquals(Set.of(), inference.updates().keySet());
        assertEquals(Set.of("running_mean", "running_var", "num_batches_tracked"),
                traced(new BatchNormalization(), true, 2, 6, 4).updates().keySet());
        assertEquals(List.of("1.weight 6", "1.bias 6"),
                names(traced(Sequence.of(ActivationLayer.relu(), new InstanceNormalization()), false, 1, 6, 4)));
    }
}
