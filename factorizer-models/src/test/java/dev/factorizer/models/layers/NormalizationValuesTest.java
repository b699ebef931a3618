package dev.factorizer.models.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import dev.factorizer.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Normalizations against what PyTorch 2.7.1 computes in double precision, under the names of its state dicts. */
class NormalizationValuesTest {
    private static final Backend BACKEND = new ReferenceBackend();
    private static final Shape SHAPE = Shape.of(2, 4, 3, 2);
    private static final Map<String, float[]> AFFINE = Map.of("weight", new float[] {1, 2, 0.5f, -1}, "bias",
            new float[] {0.1f, 0, -0.2f, 0.3f});
    private static final List<String> NAMES = List.of("weight", "bias");

    private static Tensor image() {
        float[] values = new float[48];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 7 % 11 / 5f - 1;
        }
        return Tensor.of(SHAPE, values);
    }

    /** What a layer gives, and the next values of its buffers. */
    private static Map<String, float[]> run(Layer layer, boolean training, Tensor x, Map<String, float[]> parameters,
            List<String> names) {
        Trace trace = new Trace();
        Scope root = Scope.root(trace, training);
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("y", layer.apply(root, trace.input("x", Type.float32(x.shape()))));
        outputs.putAll(root.updates());
        assertEquals(names, root.parameters().keySet().stream().map(ParameterSpec::name).toList());
        Map<String, float[]> found = new LinkedHashMap<>();
        try (Executable executable = BACKEND.prepare(Graph.of(outputs), CompileOptions.DEFAULT)) {
            for (ParameterSpec spec : root.parameters().keySet()) {
                if (executable.graph().placeholders().stream().map(Placeholder::name).anyMatch(spec.name()::equals)) {
                    executable.load(spec.name(), Tensor.of(spec.shape(), parameters.containsKey(spec.name())
                            ? parameters.get(spec.name()) : spec.initializer().draw(0, spec.name(), spec.shape())));
                }
            }
            executable.run(Map.of("x", x)).forEach((name, tensor) -> found.put(name, tensor.toFloats()));
        }
        return found;
    }

    @Test
    void instanceNormalization() {
        assertArrayEquals(new float[] {-1.293037f, 0.796518f, -0.397513f, 1.692042f, 0.49801f, -0.696021f, 2.723908f, 0.302656f,
            -2.118595f, 2.118595f, -0.302656f, -2.723908f, -0.056853f, -0.74396f, 0.458478f, -0.228629f, -0.915737f, 0.286701f,
            0.013705f, 1.387921f, -1.016957f, 0.357259f, 1.731475f, -0.673403f, -0.873403f, 1.531475f, 0.157259f, -1.216957f,
            1.187921f, -0.186295f, -1.946806f, 2.862949f, 0.114518f, -2.633913f, 2.175842f, -0.57259f, 0.480977f, -0.124336f,
            -0.729649f, 0.329649f, -0.275664f, -0.880977f, -0.496021f, 0.69801f, 1.892042f, -0.197513f, 0.996518f, -1.093037f},
                run(new InstanceNormalization(), false, image(), AFFINE, NAMES).get("y"), 2e-6f);
        float[] plain = run(new InstanceNormalization(1e-5, false), false, image(), Map.of(), List.of()).get("y");
        assertEquals(-1.393037f, plain[0], 2e-6f);
    }

    @Test
    void groupNormalization() {
        assertArrayEquals(new float[] {-1.277138f, 0.826127f, -0.375739f, 1.727527f, 0.525661f, -0.676205f, 2.65412f, 0.250389f,
            -2.153343f, 2.053187f, -0.350544f, -2.754276f, 0.097838f, -0.55199f, 0.585209f, -0.064619f, -0.714447f, 0.422752f,
            0.354152f, 1.653808f, -0.620589f, 0.679066f, 1.978722f, -0.295676f, -0.495676f, 1.778722f, 0.479066f, -0.820589f,
            1.453808f, 0.154152f, -2.491007f, 2.057788f, -0.541523f, -3.140835f, 1.40796f, -1.191351f, 0.488569f, -0.112364f,
            -0.713297f, 0.338336f, -0.262597f, -0.86353f, -0.476205f, 0.725661f, 1.927527f, -0.175739f, 1.026127f, -1.077138f},
                run(new GroupNormalization(2), false, image(), AFFINE, NAMES).get("y"), 2e-6f);
    }

    @Test
    void batchNormalizationInTrainingAndAfterIt() {
        List<String> names = List.of("weight", "bias", "running_mean", "running_var", "num_batches_tracked");
        Map<String, float[]> trained = run(new BatchNormalization(), true, image(), AFFINE, names);
        float[] begin = {-1.544827f, 0.648276f, -0.604926f, 1.588177f, 0.334975f, -0.918226f, 3.086989f, 0.53224f, -2.02251f};
        assertArrayEquals(begin, Arrays.copyOf(trained.get("y"), begin.length), 2e-6f);
        assertEquals(-1.344827f, trained.get("y")[47], 2e-6f);
        assertArrayEquals(new float[] {0.005f, -0.016667f, 0.016667f, -0.005f}, trained.get("running_mean"), 1e-6f);
        assertArrayEquals(new float[] {0.944455f, 0.942788f, 0.942788f, 0.944455f}, trained.get("running_var"), 1e-6f);
        assertArrayEquals(new float[] {1}, trained.get("num_batches_tracked"));
        Map<String, float[]> parameters = new LinkedHashMap<>(AFFINE);
        parameters.put("running_mean", trained.get("running_mean"));
        parameters.put("running_var", trained.get("running_var"));
        float[] after = run(new BatchNormalization(), false, image(), parameters, names).get("y");
        float[] evaluated = {-0.934125f, 0.506447f, -0.316737f, 1.123836f, 0.300651f, -0.522533f, 1.682153f, 0.03433f};
        assertArrayEquals(evaluated, Arrays.copyOf(after, evaluated.length), 2e-6f);
    }

    /** As in PyTorch, where a module that is called twice moves them twice. */
    @Test
    void aNormalizationThatIsAppliedTwiceMovesThemTwice() {
        BatchNormalization norm = new BatchNormalization();
        try (Trainer trainer = Training.of((at, x) -> List.of(at.apply("norm", norm, x).add(at.apply("norm", norm, x))),
                (logits, target) -> logits.subtract(target).square().meanAll(), new AdamW(1e-3, 0)).on(BACKEND).start(SHAPE)) {
            trainer.step(image(), image());
            assertEquals(2, trainer.weights().get("norm.num_batches_tracked").toFloats()[0]);
            assertEquals(0.005f + 0.9f * 0.005f, trainer.weights().get("norm.running_mean").toFloats()[0], 1e-6f);
        }
    }

    @Test
    void aTrainerMovesTheRunningStatistics() {
        try (Trainer trainer = Training.of((at, x) -> List.of(at.apply("norm", new BatchNormalization(), x)),
                (logits, target) -> logits.subtract(target).square().meanAll(), new AdamW(1e-3, 0)).on(BACKEND).start(SHAPE)) {
            for (int step = 1; step <= 2; step++) {
                trainer.step(image(), image());
                assertEquals(step, trainer.weights().get("norm.num_batches_tracked").toFloats()[0]);
            }
            assertEquals(0.005f + 0.9f * 0.005f, trainer.weights().get("norm.running_mean").toFloats()[0], 1e-6f);
            assertEquals(0.9f * 0.944455f + 0.044455f, trainer.weights().get("norm.running_var").toFloats()[0], 2e-6f);
        }
    }

    @Test
    void convolutionsAreMadeByName() {
        assertEquals(new ConvolutionLayer(8, 3, 1, 1, true), ConvolutionLayer.of(8));
        assertEquals(new ConvolutionLayer(8, 3, 1, 1, false), ConvolutionLayer.stem(8));
        assertEquals(new ConvolutionLayer(8, 5, 2, 2, true), ConvolutionLayer.of(8).withKernel(5).withStride(2));
        assertEquals(new ConvolutionLayer(8, 2, 2, 0, true), ConvolutionLayer.downsample(8));
        assertEquals(new ConvolutionLayer(8, 1, 1, 0, true), ConvolutionLayer.head(8));
        assertEquals(new ConvolutionLayer(8, 3, 1, 0, true), ConvolutionLayer.of(8).withPadding(0));
        assertEquals(new TransposedConvolutionLayer(8, 2), TransposedConvolutionLayer.upsample(8));
    }
}
