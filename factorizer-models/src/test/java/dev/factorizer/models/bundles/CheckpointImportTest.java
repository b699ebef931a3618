package dev.factorizer.models.bundles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.TorchCheckpoint;
import dev.factorizer.io.weights.Weights;
import dev.factorizer.models.GoldenFile;
import dev.factorizer.models.networks.Factorizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        return Factorizer.Settings.of(new ObjectMapper().convertValue(golden.config(),
                new TypeReference<Map<String, Object>>() { }));
    }

    private static ModelRecipe recipe(Factorizer.Settings settings) {
        return new ModelRecipe(settings, List.of("dwi", "adc"), Preprocessing.none(), Labels.isles22());
    }

    @ParameterizedTest
    @CsvSource({"plain.pt, tiny", "legacy.pt, tiny", "prefix.pt, tiny", "half.pt, tiny-half", "monai.pt, tiny",
        "lightning.ckpt, tiny", "averaged.pt, tiny"})
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

    /** The file with the weights is small as well: a network that it can't be for is not made. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1000000|8|learned|ask for 1,000,000 blocks of at least 11 tensors, but there are only 48 tensors
            1|32768|rotary|ask for a positional embedding of 67,108,864 values, but the weights have at most
            1|16384|sinusoidal|ask for a positional embedding of 33,554,432 values, but the weights have at most
            """)
    void settingsThatAskForTooMuchAreRefusedBeforeTheWork(int depth, int side, String embedding, String complaint)
            throws IOException {
        Path file = resource("plain.pt");
        Factorizer.Settings tiny = settings();
        Map<String, Object> tree = new LinkedHashMap<>(tiny.toTree());
        tree.put("encoderDepths", List.of(depth, 0));
        tree.put("decoderDepths", List.of(0));
        tree.put("spatialSize", List.of(side, side > 8 ? 1024 : 8));
        tree.put("positionalEmbedding", embedding);
        ModelRecipe recipe = recipe(Factorizer.Settings.of(tree));
        String message = assertTimeoutPreemptively(Duration.ofSeconds(10), () ->
                assertThrows(IllegalArgumentException.class, () -> CheckpointImport.read(file, recipe))).getMessage();
        assertTrue(message.startsWith(file + ": model: the settings " + complaint), message);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e302, -1e302, 3.5e38})
    void aNumberBeyondSinglePrecisionIsNotCalledInfinite(double number) throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>(Weights.read(renamed(name -> name)).tensors());
        tensors.remove("head.bias");
        Path others = folder.resolve("others.safetensors");
        new Weights(tensors, Map.of()).write(others);
        // This library writes no doubles: the entry is put behind the others by hand.
        byte[] bytes = Files.readAllBytes(others);
        ByteBuffer old = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) old.getLong();
        int data = bytes.length - 8 - length;
        byte[] header = (new String(bytes, 8, length, StandardCharsets.UTF_8).strip().replaceFirst("}$", ",\"head.bias\":"
                + "{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[" + data + "," + (data + 8) + "]}}"))
                .getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("double.safetensors"), ByteBuffer.allocate(8 + header.length + data + 8)
                .order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header).put(bytes, 8 + length, data).putDouble(number)
                .array());
        assertEquals(file + ": model: the state dict holds the number " + number + " in head.bias, expected at most 3.4028235E38"
                + " in size, the largest of single precision", assertThrows(IllegalArgumentException.class,
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

    /** The tiny network's weights under other names, and whatever else is given, as safetensors. */
    private Path renamed(UnaryOperator<String> naming, String... others) throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        CheckpointImport.read(resource("plain.pt"), recipe(settings())).weights().forEach((name, tensor) ->
                tensors.put(naming.apply(name), StoredTensor.of(tensor.shape().sizes(), tensor.toFloats())));
        Files.delete(folder.resolve("plain.pt"));
        for (String other : others) {
            tensors.put(other, StoredTensor.of(new int[] {1}, new float[] {1}));
        }
        Path file = folder.resolve("renamed.SAFETENSORS");
        new Weights(tensors, Map.of()).write(file);
        return file;
    }

    private void isTiny(TrainedModel model) throws IOException {
        GoldenFile expected = GoldenFile.read(CheckpointImportTest.class, "tiny.safetensors");
        assertTrue(model.weights().size() > 40, model.weights().size() + " tensors");
        model.weights().forEach((name, tensor) -> assertArrayEquals(expected.floats("param." + name), tensor.toFloats(), name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"net.", "model.", "module.net.", "model._orig_mod.", "averaged.module.", "a.b.c.", "_orig_mod.module.net."})
    void aPrefixIsFoundWhateverLiesBeside(String prefix) throws IOException {
        Path file = renamed(name -> prefix + name, "loss.weight", "n_averaged", "metric.total");
        TrainedModel model = CheckpointImport.read(file, recipe(settings()));
        isTiny(model);
        assertEquals(prefix.replace("_orig_mod.", ""), model.provenance().get("checkpointPrefix"));
        isTiny(CheckpointImport.read(file, "", prefix, recipe(settings())));
        isTiny(CheckpointImport.read(file, "", prefix.substring(0, prefix.length() - 1), recipe(settings())));
        isTiny(CheckpointImport.read(file, prefix.substring(0, prefix.length() - 1), recipe(settings())));
    }

    @Test
    void theProvenanceSaysWhereTheWeightsWere() throws IOException {
        Map<String, Object> plain = CheckpointImport.read(resource("plain.pt"), recipe(settings())).provenance();
        assertEquals(Set.of("checkpoint", "checkpointSha256"), plain.keySet());
        Map<String, Object> named = CheckpointImport.read(resource("lightning.ckpt"), "state_dict", "net", recipe(settings()))
                .provenance();
        assertEquals("state_dict", named.get("checkpointKey"));
        assertEquals("net.", named.get("checkpointPrefix"));
    }

    @Test
    void severalNetworksAreAQuestion() throws IOException {
        Map<String, StoredTensor> both = new LinkedHashMap<>();
        Weights.read(renamed(name -> "student." + name)).tensors().forEach((name, tensor) -> {
            both.put(name, tensor);
            both.put(name.replaceFirst("student", "teacher"), tensor);
        });
        Path file = folder.resolve("both.safetensors");
        new Weights(both, Map.of()).write(file);
        String message = assertThrows(IllegalArgumentException.class,
                () -> CheckpointImport.read(file, recipe(settings()))).getMessage();
        assertEquals(file + ": holds the network 2 times, its names begin with [\"student.\", \"teacher.\"]; choose one of these"
                + " prefixes (--prefix)", message);
        isTiny(CheckpointImport.read(file, "", "teacher.", recipe(settings())));
        isTiny(CheckpointImport.read(file, "student", recipe(settings())));
        message = assertThrows(IllegalArgumentException.class,
                () -> CheckpointImport.read(file, "", "ema", recipe(settings()))).getMessage();
        assertTrue(message.startsWith(file + ": no name in the state dict begins with \"ema\""), message);
    }

    @Test
    void whereSomeNamesFitTheMessageSaysUnderWhichPrefix() throws IOException {
        // All have the prefix: it is taken off, and what is listed is what is really missing.
        Path file = renamed(name -> "net." + name.replace("head.bias", "head.offset"));
        String message = assertThrows(IllegalArgumentException.class,
                () -> CheckpointImport.read(file, recipe(settings()))).getMessage();
        assertTrue(message.contains("\n  missing: head.bias, expected shape 1\n  unexpected: head.offset of shape 1\n  the names are"
                + " those in the file without the prefix \"net.\""), message);
        // Others have none: nothing is taken off unasked.
        Path beside = renamed(name -> "net." + name.replace("head.bias", "head.offset"), "loss.weight");
        message = assertThrows(IllegalArgumentException.class,
                () -> CheckpointImport.read(beside, recipe(settings()))).getMessage();
        assertTrue(message.contains("\n  unexpected: loss.weight of shape 1") && message.endsWith(" names are there with the prefix"
                + " \"net.\", which --prefix takes off"), message);
    }

    @Test
    void whatLiesUnderOtherNamesMayBeAnything() throws IOException {
        Path file = resource("lightning.ckpt");
        isTiny(CheckpointImport.read(file, recipe(settings())));
        String message = assertThrows(MalformedFileException.class,
                () -> TorchCheckpoint.read(file)).getMessage();
        assertTrue(message.contains("entry \"total\" that is a tensor of torch.complex64"), message);
    }

    @Test
    void namesOfAFileAreShownNotObeyed() throws IOException {
        Path file = renamed(name -> name, "\u001b[31mred\u0007\u202e");
        String message = assertThrows(IllegalArgumentException.class,
                () -> CheckpointImport.read(file, recipe(settings()))).getMessage();
        assertTrue(message.contains("\n  unexpected: \\u001b[31mred\\u0007\\u202e of shape 1"), message);
    }
}
