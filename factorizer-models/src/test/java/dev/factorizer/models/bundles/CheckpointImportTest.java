package dev.factorizer.models.bundles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.Weights;
import dev.factorizer.models.GoldenFile;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.networks.FactorizerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointImportTest {
    @TempDir
    private Path folder;

    private Path resource(String name) throws IOException {
        Path copy = folder.resolve(name);
        try (InputStream in = CheckpointImportTest.class.getResourceAsStream(name)) {
            Files.copy(in, copy);
        }
        return copy;
    }

    private static Factorizer.Settings settings() throws IOException {
        GoldenFile golden = GoldenFile.read(CheckpointImportTest.class, "tiny.safetensors");
        return FactorizerSettings.of(new ObjectMapper().convertValue(golden.config(),
                new TypeReference<Map<String, Object>>() { }));
    }

    private static ModelRecipe recipe(Factorizer.Settings settings) {
        return new ModelRecipe(settings, List.of("dwi", "adc"), Preprocessing.none(), Labels.isles22());
    }

    @ParameterizedTest
    @CsvSource({"plain.pt, tiny", "legacy.pt, tiny", "prefix.pt, tiny", "half.pt, tiny-half"})
    void theAuthorsWeightsAreTaken(String file, String golden) throws IOException {
        TrainedModel model = CheckpointImport.read(resource(file), recipe(settings()));
        GoldenFile expected = GoldenFile.read(CheckpointImportTest.class, golden + ".safetensors");
        assertTrue(model.weights().size() > 40, model.weights().size() + " tensors");
        for (String name : model.weights().keySet()) {
            assertArrayEquals(expected.floats("param." + name), model.weights().get(name).toFloats(), name);
        }
        assertEquals(file, model.provenance().get("checkpoint"));
        assertTrue(model.provenance().get("checkpointSha256").toString().matches("[0-9a-f]{64}"));
    }

    @Test
    void everyMismatchIsListed() throws IOException {
        Path file = resource("plain.pt");
        Factorizer.Settings wider = settings().withSpatialSize(List.of(8, 16)).withDeepSupervisionHeads(1);
        String message = assertThrows(IllegalArgumentException.class,
                () -> CheckpointImport.read(file, recipe(wider))).getMessage();
        assertTrue(message.startsWith(file + ": model: the state dict does not fit the network:\n  "), message);
        assertEquals(5, message.lines().skip(1).count(), message);
        assertTrue(message.contains("\n  misshapen: encoder.blocks.1.block.pos_embed.pos has shape 1×8×4×4, expected 1×8×4×8"),
                message);
        assertTrue(message.contains("\n  missing: heads.0.weight, expected shape 1×4×1×1"), message);
        assertTrue(message.contains("\n  unexpected: head.bias of shape 1"), message);
    }

    @Test
    void safetensorsAreTakenTooButNotNumbersThatAreNotFinite() throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        CheckpointImport.read(resource("plain.pt"), recipe(settings())).weights().forEach((name, tensor) ->
                tensors.put(name, StoredTensor.of(tensor.shape().sizes(), tensor.toFloats())));
        Path file = folder.resolve("weights.safetensors");
        new Weights(tensors, Map.of()).write(file);
        assertEquals(tensors.keySet(), CheckpointImport.read(file, recipe(settings())).weights().keySet());
        tensors.put("head.bias", StoredTensor.of(new int[] {1}, new float[] {Float.NaN}));
        new Weights(tensors, Map.of()).write(file);
        assertEquals(file + ": model: the state dict holds numbers that are not finite, in [head.bias]; take the weights of"
                + " an earlier epoch", assertThrows(IllegalArgumentException.class,
                        () -> CheckpointImport.read(file, recipe(settings()))).getMessage());
    }

    @Test
    void nothingIsExecuted() throws IOException {
        Path file = resource("hostile-system.pt");
        assertThrows(MalformedFileException.class, () -> CheckpointImport.read(file, recipe(settings())));
    }

    @Test
    void keysMustBeThere() throws IOException {
        Path file = resource("plain.pt");
        String message = assertThrows(MalformedFileException.class,
                () -> CheckpointImport.read(file, "ema", recipe(settings()))).getMessage();
        assertTrue(message.startsWith(file + ": has no dict under \"ema\""), message);
    }
}
