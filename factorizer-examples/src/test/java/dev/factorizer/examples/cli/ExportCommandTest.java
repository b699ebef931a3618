package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
