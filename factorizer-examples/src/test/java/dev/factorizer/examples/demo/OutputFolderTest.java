package dev.factorizer.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    @TempDir
    private Path folder;

    @Test
    void isMadeAndLeftEmpty() throws IOException {
        OutputFolder output = OutputFolder.open(folder.resolve("a/b"));
        assertTrue(Files.isDirectory(output.root()));
        try (Stream<Path> files = Files.list(output.root())) {
            assertEquals(List.of(), files.toList());
        }
        assertEquals("case-03", output.head(2).getFileName().toString());
        assertTrue(Files.isDirectory(output.head(2)));
    }

    @Test
    void refusesAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        String message = assertThrows(IOException.class, () -> OutputFolder.open(file)).getMessage();
        assertTrue(message.startsWith("--output " + file) && message.contains("is a file, expected a folder"), message);
        message = assertThrows(IOException.class, () -> OutputFolder.open(file.resolve("below"))).getMessage();
        assertTrue(message.contains("choose another folder"), message);
    }
}
