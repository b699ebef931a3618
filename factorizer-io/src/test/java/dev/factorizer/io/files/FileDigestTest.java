package dev.factorizer.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestTest {
    /** FIPS 180-4, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder;

    @Test
    void aFileHasTheDigestOfItsBytes() throws IOException {
        assertEquals(ABC, FileDigest.sha256(Files.writeString(folder.resolve("a"), "abc")));
        assertEquals(ABC, FileDigest.sha256(new byte[] {'a', 'b', 'c'}));
        byte[] large = new byte[200_000];
        assertEquals(FileDigest.sha256(large), FileDigest.sha256(Files.write(folder.resolve("large"), large)));
        assertThrows(NoSuchFileException.class, () -> FileDigest.sha256(folder.resolve("none")));
    }

    @Test
    void aFolderHasThatOfNamesAndContents() throws IOException {
        Path series = Files.createDirectories(folder.resolve("series/deep"));
        Files.writeString(series.resolve("1.dcm"), "abc");
        String before = FileDigest.sha256(folder.resolve("series"));
        Path copy = Files.createDirectories(folder.resolve("copy/deep"));
        Files.writeString(copy.resolve("1.dcm"), "abc");
        assertEquals(before, FileDigest.sha256(folder.resolve("copy")));
        Files.move(copy.resolve("1.dcm"), copy.resolve("2.dcm"));
        assertNotEquals(before, FileDigest.sha256(folder.resolve("copy")));
        Files.writeString(series.resolve("1.dcm"), "abd");
        assertNotEquals(before, FileDigest.sha256(folder.resolve("series")));
    }

    @Test
    void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertEquals(pipe + ": is a device, pipe or socket, expected a file",
                assertThrows(IOException.class, () -> FileDigest.sha256(pipe)).getMessage());
    }
}
