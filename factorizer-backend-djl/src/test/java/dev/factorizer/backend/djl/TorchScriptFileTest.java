package dev.factorizer.backend.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.djl.engine.HostCopies;
import dev.factorizer.backend.djl.script.TorchScriptFile;
import dev.factorizer.models.networks.Factorizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A network in a file, opened by PyTorch itself, against the backend {@code jvm}. */
class TorchScriptFileTest {
    /** Of the largest result. */
    private static final float RELATIVE = 1e-5f;
    private static final Factorizer.Settings SMALL = Factorizer.Settings.swin(2, 1, List.of(16, 16, 16), List.of(8, 16));

    static List<Factorizer.Settings> networks() {
        return List.of(SMALL, SMALL.withDeepSupervisionHeads(1), Factorizer.Settings.isles22());
    }

    private static Program program(Factorizer.Settings settings) {
        int[] space = settings.spatialSize().stream().mapToInt(Integer::intValue).toArray();
        return Program.trace(new Factorizer(settings), Shape.of(1, settings.inputChannels()).append(space));
    }

    private static Map<String, Tensor> weights(Program program) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : program.parameters()) {
            weights.put(spec.name(), Tensor.of(spec.shape(), spec.initializer().draw(3, spec.name(), spec.shape())));
        }
        return weights;
    }

    private static Tensor image(Program program) {
        Shape shape = program.graph().placeholders(Placeholder.Role.INPUT).getFirst().type().shape();
        return Tensor.of(shape, new Initializer.Normal(1).draw(4, "image", shape));
    }

    /** What PyTorch's own loader and interpreter make of a file. */
    private static float[] opened(byte[] file, Tensor image) throws IOException {
        try (Backend backend = new DjlBackendProvider().open(BackendOptions.DEFAULT);
                PtNDManager manager = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
                PtSymbolBlock module = JniUtils.loadModule(manager, new ByteArrayInputStream(file), false, false);
                IValue argument = IValue.from(HostCopies.toEngine(image, manager)); IValue result = module.forward(argument);
                NDArray output = result.isTensor() ? result.toTensor(manager) : result.toTensorArray(manager)[0]) {
            assertEquals("djl", backend.name());
            return output.toFloatArray();
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theFileGivesTheNetworksOutput(Factorizer.Settings settings) throws IOException {
        Program program = program(settings);
        Map<String, Tensor> weights = weights(program);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        TorchScriptFile.write(file, program.graph(), weights);
        Tensor image = image(program);
        float[] expected;
        try (Backend jvm = Backends.named("jvm"); Model model = program.on(jvm)) {
            expected = model.load(weights).run(image).toFloats();
        }
        float largest = 0;
        for (float number : expected) {
            largest = Math.max(largest, Math.abs(number));
        }
        assertTrue(largest > 0, "nothing to compare");
        assertArrayEquals(expected, opened(file.toByteArray(), image), RELATIVE * largest);
    }

    @Test
    void everyValueMustBeThere() {
        Program program = program(SMALL);
        Map<String, Tensor> weights = weights(program);
        String first = weights.keySet().iterator().next();
        Tensor removed = weights.remove(first);
        assertEquals("TorchScript file: \"" + first + "\" is missing, expected " + removed.type(),
                assertThrows(IllegalArgumentException.class, () -> TorchScriptFile.write(new ByteArrayOutputStream(),
                        program.graph(), weights)).getMessage());
    }
}
