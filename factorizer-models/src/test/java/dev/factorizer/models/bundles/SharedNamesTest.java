package dev.factorizer.models.bundles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.Weights;
import dev.factorizer.models.networks.DynUNet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State dicts in which a tensor has two names: both, either, under a prefix, or with different numbers. */
class SharedNamesTest {
    private static final DynUNet.Settings NETWORK = DynUNet.Settings.plain(1, 1, List.of(16, 16), List.of(2, 3, 4, 5))
            .withDeepSupervisionHeads(2);
    private static final ModelRecipe RECIPE = new ModelRecipe(NETWORK, List.of("fundus"), Preprocessing.none(),
            Labels.isles22());

    @TempDir
    private Path folder;

    private static Map<String, StoredTensor> parameters() {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (ParameterSpec spec : RECIPE.program().parameters()) {
            tensors.put(spec.name(), StoredTensor.of(spec.shape().sizes(), spec.initializer().draw(4, spec.name(), spec.shape())));
        }
        return tensors;
    }

    private static Map<String, StoredTensor> both() {
        Map<String, StoredTensor> tensors = parameters();
        NETWORK.sharedNames().forEach((further, name) -> tensors.put(further, tensors.get(name)));
        return tensors;
    }

    private TrainedModel read(Map<String, StoredTensor> tensors, String prefix) throws IOException {
        Path file = folder.resolve("state.safetensors");
        Map<String, StoredTensor> written = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> written.put(prefix + name, tensor));
        new Weights(written, Map.of()).write(file);
        return CheckpointImport.read(file, RECIPE);
    }

    private static void assertParameters(TrainedModel model) {
        Map<String, StoredTensor> expected = parameters();
        assertEquals(expected.keySet(), model.weights().keySet());
        expected.forEach((name, tensor) -> assertArrayEquals(tensor.floats(), model.weights().get(name).toFloats(), name));
    }

    @Test
    void theReferenceHasAllPartsButTheLastHeadTwice() {
        assertEquals(23, parameters().size());
        assertEquals(21, NETWORK.sharedNames().size());
        assertEquals("upsamples.0.conv_block.conv2.conv.weight",
                NETWORK.sharedNames().get("skip_layers.next_layer.next_layer.upsample.conv_block.conv2.conv.weight"));
        assertEquals("deep_supervision_heads.0.conv.conv.bias",
                NETWORK.sharedNames().get("skip_layers.next_layer.super_head.conv.conv.bias"));
    }

    @Test
    void bothNamesOrEitherAreTaken() throws IOException {
        assertParameters(read(both(), ""));
        assertParameters(read(parameters(), ""));
        Map<String, StoredTensor> further = both();
        NETWORK.sharedNames().values().forEach(further::remove);
        assertEquals(23, further.size());
        assertParameters(read(further, ""));
        TrainedModel prefixed = read(further, "net.");
        assertParameters(prefixed);
        assertEquals("net.", prefixed.provenance().get("checkpointPrefix"));
        prefixed.write(folder.resolve("once.zip"));
        assertEquals(parameters().keySet(), TrainedModel.read(folder.resolve("once.zip")).weights().keySet());
    }

    @Test
    void differentNumbersUnderTwoNamesAreRefused() throws IOException {
        Map<String, StoredTensor> tensors = both();
        tensors.put("skip_layers.downsample.conv1.conv.weight", StoredTensor.of(new int[] {2, 1, 3, 3}, new float[18]));
        String message = assertThrows(IllegalArgumentException.class, () -> read(tensors, "")).getMessage();
        assertTrue(message.endsWith("model: the state dict holds different numbers in input_block.conv1.conv.weight and in"
                + " skip_layers.downsample.conv1.conv.weight, expected the same, as the network has one tensor under both names;"
                + " save it again from the network"), message);
    }

    @Test
    void whatIsMissingUnderBothNamesIsListedOnce() {
        Map<String, StoredTensor> tensors = new HashMap<>(both());
        tensors.remove("bottleneck.conv1.conv.weight");
        tensors.remove("skip_layers.next_layer.next_layer.next_layer.conv1.conv.weight");
        String message = assertThrows(IllegalArgumentException.class, () -> read(tensors, "")).getMessage();
        assertTrue(message.endsWith("\n  missing: bottleneck.conv1.conv.weight, expected shape 5×4×3×3"), message);
        assertEquals(2, message.lines().count(), message);
    }
}
