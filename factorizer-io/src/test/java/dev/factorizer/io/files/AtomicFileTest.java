package dev.factorizer.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final String FULL = "No space left on device";

    @TempDir
    Path folder;

    private static AtomicFile.Content text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As on a full disk: some bytes are written, then none. */
    private static AtomicFile.Content full() {
        return out -> {
            out.write(new byte[100_000]);
            throw new IOException(FULL);
        };
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, text("one"));
        assertEquals("one", Files.readString(file));
        AtomicFile.write(file, text("two"));
        assertEquals("two", Files.readString(file));
        assertEquals(List.of("a.txt"), files());
    }

    @Test
    void aFullDiskLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("a.txt");
        assertEquals(file + ": can't be written: " + FULL,
                assertThrows(IOException.class, () -> AtomicFile.write(file, full())).getMessage());
        assertEquals(List.of(), files());
        AtomicFile.write(file, text("old"));
        assertThrows(IOException.class, () -> AtomicFile.write(file, full()));
        assertThrows(IllegalStateException.class, () -> AtomicFile.write(file, out -> {
            out.write(1);
            throw new IllegalStateException("mistake");
        }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("a.txt"), files());
    }

    @Test
    void ofSeveralFilesNoneIsReplacedWhenOneFails() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        AtomicFile.writeAll(List.of(one, two), List.of(text("1"), text("2")));
        assertThrows(IOException.class, () -> AtomicFile.writeAll(List.of(one, two), List.of(text("3"), full())));
        assertEquals("1", Files.readString(one));
        assertEquals("2", Files.readString(two));
        assertEquals(List.of("one", "two"), files());
    }

    @Test
    void placesThatCannotBeWrittenAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "keep");
        for (Path place : List.of(file.resolve("inside.txt"), folder.resolve("missing").resolve("a.txt"), folder)) {
            var refusal = assertThrows(IOException.class, () -> AtomicFile.write(place, text("x")));
            assertTrue(refusal.getMessage().startsWith(place + ": "), refusal.getMessage());
        }
        assertEquals("keep", Files.readString(file));
        assertEquals(List.of("file"), files());
    }

    @Test
    void closingTheStreamEarlyDoesNoHarm() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, out -> {
            out.write('a');
            out.close();
        });
        assertEquals("a", Files.readString(file));
    }
}
