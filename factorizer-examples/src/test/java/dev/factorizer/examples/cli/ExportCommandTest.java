package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.TorchCheckpoint;
import dev.factorizer.models.bundles.TrainedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    @TempDir
    private Path folder;

    @Test
    void writesTheNetworkAsTorchScript() throws IOException {
        Path bundle = TinyModel.write(folder.resolve("tiny.bundle"));
        Path file = folder.resolve("new/tiny.pt");
        CommandRun run = CommandRun.of("export", "--model", bundle.toString(), "--output", file.toString());
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().startsWith("input: 1x2x8x8x8"), run.out());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String source = new String(zip.getInputStream(zip.getEntry("graph/code/__torch__.py")).readAllBytes(),
                    StandardCharsets.UTF_8);
            assertTrue(source.contains("def forward(self: __torch__.Graph, v0: Tensor) -> Tensor:"), source);
            assertTrue(source.contains("self.encoder_"), source);
        }
    }

    @Test
    void aSampleIsWhatTheNetworkGives() throws IOException {
        Path bundle = TinyModel.write(folder.resolve("tiny.bundle"));
        Path sample = folder.resolve("other/sample.pt");
        CommandRun run = CommandRun.of("export", "--model", bundle, "--output", folder.resolve("tiny.pt"), "--sample", sample,
                "--backend", "jvm");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("written: " + sample), run.out());
        Map<String, StoredTensor> tensors = TorchCheckpoint.read(sample).tensors();
        assertEquals(List.of("x", "y"), List.copyOf(tensors.keySet()));
        assertArrayEquals(new int[] {1, 2, 8, 8, 8}, tensors.get("x").shape());
        TrainedModel trained = TrainedModel.read(bundle);
        try (Backend backend = Backends.named("jvm"); Model network = trained.recipe().program().on(backend)) {
            Tensor x = Tensor.of(Shape.of(tensors.get("x").shape()), tensors.get("x").floats());
            assertArrayEquals(network.load(trained.weights()).run(x).toFloats(), tensors.get("y").floats());
        }
    }

    @Test
    void nothingIsWrittenWhereTheSampleCannotBe() throws IOException {
        Path bundle = TinyModel.write(folder.resolve("tiny.bundle"));
        Path file = folder.resolve("tiny.pt");
        CommandRun unknown = CommandRun.of("export", "--model", bundle, "--output", file, "--sample", folder.resolve("sample.pt"),
                "--backend", "abacus");
        assertEquals(2, unknown.code());
        assertTrue(unknown.complaint().startsWith("factorizer: --backend abacus: there is no such backend"), unknown.err());
        CommandRun same = CommandRun.of("export", "--model", bundle, "--output", file, "--sample", file);
        assertEquals(2, same.code());
        assertTrue(same.complaint().contains("is also --output, expected two files"), same.err());
        assertFalse(Files.exists(file));
    }

    @Test
    void whatIsNotThereIsNamedAndNothingWritten() {
        Path file = folder.resolve("none.pt");
        CommandRun run = CommandRun.of("export", "--model", folder.resolve("none.bundle").toString(), "--output", file.toString());
        assertEquals(1, run.code());
        assertTrue(run.err().contains("none.bundle"), run.err());
        assertFalse(Files.exists(file));
        CommandRun unknown = CommandRun.of("export", "--model", "a", "--output", "b", "--format", "onnx");
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("torchscript"), unknown.err());
    }
}
