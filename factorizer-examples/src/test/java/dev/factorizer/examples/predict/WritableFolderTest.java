package dev.factorizer.examples.predict;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritableFolderTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderThatWasMadeIsTakenAwayUnlessSomethingCameIntoIt() throws IOException {
        WritableFolder unused = WritableFolder.open(folder.resolve("unused"));
        unused.removeIfUnused();
        assertFalse(Files.exists(unused.path()));
        WritableFolder.open(folder.resolve("other/deep")).removeIfUnused();
        assertFalse(Files.exists(folder.resolve("other")), "nor is the folder around it left");
        WritableFolder used = WritableFolder.open(folder.resolve("used"));
        Files.createFile(used.path().resolve("file"));
        used.removeIfUnused();
        assertTrue(Files.exists(used.path().resolve("file")));
        WritableFolder old = WritableFolder.open(Files.createDirectory(folder.resolve("old")));
        old.removeIfUnused();
        assertTrue(Files.exists(old.path()), "it was there before");
    }
}
