package dev.factorizer.backend.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.djl.script.TorchScriptFile;
import dev.factorizer.models.networks.Factorizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A network in a file, opened by PyTorch itself, against the backend {@code jvm}. */
class TorchScriptFileTest {
    private static final Shape INPUT = Shape.of(1, 2, 16, 16, 16);
    private static final Program PROGRAM =
            Program.trace(new Factorizer(Factorizer.Settings.swin(2, 1, List.of(16, 16, 16), List.of(8, 16))), INPUT);

    private static Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : PROGRAM.parameters()) {
            weights.put(spec.name(), Tensor.of(spec.shape(), spec.initializer().draw(3, spec.name(), spec.shape())));
        }
        return weights;
    }

    private static float[] image() {
        SplittableRandom random = new SplittableRandom(4);
        float[] values = new float[(int) INPUT.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Test
    void theFileGivesTheNetworksOutput() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        TorchScriptFile.write(file, PROGRAM.graph(), weights());
        float[] image = image();
        float[] expected;
        try (Backend jvm = Backends.named("jvm"); Model model = PROGRAM.on(jvm)) {
            expected = model.with(weights()).run(Tensor.of(INPUT, image)).toFloats();
        }
        try (Backend opened = new DjlBackendProvider().open(BackendOptions.DEFAULT);
                NDManager manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
                PtSymbolBlock module = JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(file.toByteArray()),
                        false, false);
                NDArray input = manager.create(image, new ai.djl.ndarray.types.Shape(1, 2, 16, 16, 16));
                IValue argument = IValue.from((PtNDArray) input); IValue result = module.forward(argument);
                NDArray output = result.toTensor((PtNDManager) manager)) {
            assertEquals("djl", opened.name());
            assertArrayEquals(new long[] {1, 1, 16, 16, 16}, output.getShape().getShape());
            assertArrayEquals(expected, output.toFloatArray(), 2e-5f);
        }
    }

    @Test
    void everyValueMustBeThere() {
        Map<String, Tensor> weights = weights();
        String first = weights.keySet().iterator().next();
        Tensor removed = weights.remove(first);
        assertEquals("TorchScript file: \"" + first + "\" is missing, expected " + removed.type(),
                assertThrows(IllegalArgumentException.class, () -> TorchScriptFile.write(new ByteArrayOutputStream(),
                        PROGRAM.graph(), weights)).getMessage());
    }
}
