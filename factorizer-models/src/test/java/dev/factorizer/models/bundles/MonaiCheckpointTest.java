package dev.factorizer.models.bundles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.models.GoldenFile;
import dev.factorizer.models.networks.Factorizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * A training by the MONAI and ignite that Python has, saved as the authors' configuration saves it. Its small twin {@code
 * monai.pt}, which the same script wrote, is imported on every machine by {@link CheckpointImportTest}.
 */
class MonaiCheckpointTest {
    /** Environment: the Python to ask. */
    private static final String PYTHON = "PYTHON";

    @TempDir
    private Path folder;

    private int python(String... arguments) throws InterruptedException {
        String python = System.getenv().getOrDefault(PYTHON, "python3");
        try {
            return new ProcessBuilder(Stream.concat(Stream.of(python), Stream.of(arguments)).toList()).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(folder.resolve("output.txt").toFile()).start().waitFor();
        } catch (IOException e) {
            throw new TestAbortedException("no program " + python + "; set " + PYTHON + " to one with MONAI", e);
        }
    }

    private Path copied(String name) throws IOException {
        try (InputStream in = MonaiCheckpointTest.class.getResourceAsStream(name)) {
            Path copy = folder.resolve(name);
            Files.copy(in, copy);
            return copy;
        }
    }

    @Test
    void whatMonaiAndIgniteSaveIsImported() throws IOException, InterruptedException {
        if (python("-c", "import monai, ignite, torch") != 0) {
            throw new TestAbortedException("this Python has no monai, ignite and torch; set " + PYTHON + " to one that has");
        }
        Path saved = Files.createDirectory(folder.resolve("saved"));
        int code = python(copied("monai_training.py").toString(), copied("plain.pt").toString(), saved.toString());
        assertEquals(0, code, () -> output());
        List<Path> checkpoints;
        try (Stream<Path> files = Files.list(saved)) {
            checkpoints = files.toList();
        }
        assertEquals(1, checkpoints.size(), checkpoints.toString());
        GoldenFile expected = GoldenFile.read(CheckpointImportTest.class, "tiny.safetensors");
        TrainedModel model = CheckpointImport.read(checkpoints.getFirst(), new ModelRecipe(Factorizer.Settings.of(
                new ObjectMapper().convertValue(expected.config(), new TypeReference<Map<String, Object>>() { })),
                List.of("dwi", "adc"), Preprocessing.none(), Labels.isles22()));
        assertTrue(model.weights().size() > 40, model.weights().size() + " tensors");
        model.weights().forEach((name, tensor) -> assertArrayEquals(expected.floats("param." + name), tensor.toFloats(), name));
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
