package dev.factorizer.io.files;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKindTest {
    @TempDir
    private Path folder;

    private static void refused(Path path, String complaint) {
        var refusal = assertThrows(MalformedFileException.class, () -> FileKind.requireRegular(path, "an image"));
        assertTrue(refusal.getMessage().startsWith(path + ": " + complaint), refusal.getMessage());
    }

    @Test
    void whatIsMissingIsNotWhatCannotBeReached() throws IOException {
        refused(folder.resolve("none"), "does not exist, expected an image");
        refused(folder.resolve("n".repeat(256)), "can't be reached: ");
        refused(Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle")), "can't be reached: ");
        refused(Files.createSymbolicLink(folder.resolve("dangling"), Path.of("gone")), "is a link to gone, which does not exist");
        refused(folder, "is a folder, expected an image");
        Path file = Files.createFile(folder.resolve("file"));
        assertDoesNotThrow(() -> FileKind.requireRegular(file, "an image"));
    }
}
