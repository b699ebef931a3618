package dev.factorizer.io.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factorizer.io.GoldenFiles;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checkpoints that PyTorch wrote, and those that want more than tensors. */
class CheckpointGoldenTest {
    static Stream<JsonNode> files() throws IOException {
        List<JsonNode> files = new ArrayList<>();
        GoldenFiles.json(GoldenFiles.path("checkpoints/index.json")).get("files").forEach(files::add);
        return files.stream();
    }

    @Test
    void allFilesAreThere() throws IOException {
        assertEquals(12, files().count());
        assertEquals(5, files().filter(file -> file.path("mustRefuse").asBoolean()).count());
    }

    @ParameterizedTest
    @MethodSource("files")
    void holdsTheNetworksParametersOrIsRefused(JsonNode entry) throws IOException {
        Path file = GoldenFiles.path("checkpoints/" + entry.get("file").textValue());
        if (entry.path("mustRefuse").asBoolean()) {
            var refusal = assertThrows(MalformedFileException.class, () -> TorchCheckpoint.read(file));
            assertTrue(refusal.getMessage().startsWith(file.toString()), refusal.getMessage());
            assertTrue(refusal.getMessage().contains("nothing was executed")
                    || refusal.getMessage().contains("of a storage of"), refusal.getMessage());
            return;
        }
        Map<String, StoredTensor> expected = new TreeMap<>();
        Weights.read(GoldenFiles.path("checkpoints/" + entry.get("golden").textValue())).tensors().forEach((name, tensor) -> {
            if (name.startsWith("param.")) {
                expected.put(name.substring("param.".length()), tensor);
            }
        });
        check(expected, TorchCheckpoint.read(file));
        if (entry.has("stateDictKey")) {
            check(expected, TorchCheckpoint.read(file, entry.get("stateDictKey").textValue()));
            var refusal = assertThrows(MalformedFileException.class, () -> TorchCheckpoint.read(file, "weights"));
            assertTrue(refusal.getMessage().contains("no dict under \"weights\""), refusal.getMessage());
        }
    }

    private static void check(Map<String, StoredTensor> expected, Weights found) {
        assertEquals(expected.keySet(), new TreeMap<>(found.tensors()).keySet());
        expected.forEach((name, tensor) -> {
            assertArrayEquals(tensor.shape(), found.tensors().get(name).shape(), name);
            assertArrayEquals(tensor.floats(), found.tensors().get(name).floats(), name);
        });
    }
}
