package dev.factorizer.io.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that are written tensor by tensor, with a check sum at their end. */
class SealedWeightsTest {
    private static final Map<String, float[]> VALUES = Map.of("b", new float[] {1, 2, 3, 4, 5, 6}, "a", new float[] {7}, "none",
            new float[0]);
    private static final Map<String, List<Integer>> SHAPES = Map.of("b", List.of(2, 3), "a", List.of(), "none", List.of(0, 4));

    private static Path written(Path folder) throws IOException {
        Path file = folder.resolve("sealed.safetensors");
        SealedWeights.write(file, Map.of("note", "text"), SHAPES, VALUES::get);
        return file;
    }

    @Test
    void whatIsWrittenIsRead(@TempDir Path folder) throws IOException {
        Path file = written(folder);
        SealedWeights read = SealedWeights.open(file);
        read.requireWhole();
        assertEquals(Map.of("note", "text"), read.metadata());
        assertEquals(SHAPES, read.shapes());
        Map<String, float[]> found = new LinkedHashMap<>();
        read.forEach((name, tensor) -> found.put(name, tensor.floats()));
        assertEquals(VALUES.keySet(), found.keySet());
        VALUES.forEach((name, values) -> assertArrayEquals(values, found.get(name), 0f, name));
        Weights plain = Weights.read(file);
        assertArrayEquals(VALUES.get("b"), plain.tensors().get("b").floats());
        assertEquals(32, plain.tensors().get("sha256").elements());
    }

    @Test
    void anyByteThatDiffersIsFound(@TempDir Path folder) throws IOException {
        Path file = written(folder);
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(file, damaged);
            assertThrows(MalformedFileException.class, () -> SealedWeights.open(file).requireWhole(), "byte " + at);
        }
        Files.write(file, whole);
        SealedWeights.open(file).requireWhole();
    }

    @Test
    void otherFilesAreRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("plain.safetensors");
        new Weights(Map.of("w", StoredTensor.of(new int[] {1}, new float[1])), Map.of()).write(file);
        String problem = ": doesn't end with a tensor sha256 of 32 bytes, expected the check sum of all bytes before";
        assertEquals(file + problem, assertThrows(MalformedFileException.class, () -> SealedWeights.open(file)).getMessage());
        new Weights(Map.of("sha256", StoredTensor.of(new int[] {32}, new float[32])), Map.of()).write(file);
        assertEquals(file + problem, assertThrows(MalformedFileException.class, () -> SealedWeights.open(file)).getMessage());
        new Weights(Map.of(), Map.of()).write(file);
        assertEquals(file + problem, assertThrows(MalformedFileException.class, () -> SealedWeights.open(file)).getMessage());
        new Weights(Map.of("sha256", StoredTensor.onBytes(ElementType.U8, new int[] {32}, new byte[32]), "w",
                StoredTensor.of(new int[] {1}, new int[1])), Map.of()).write(file);
        assertEquals(file + ": tensor \"w\" has dtype \"I32\", expected F32",
                assertThrows(MalformedFileException.class, () -> SealedWeights.open(file)).getMessage());
    }

    @Test
    void nothingIsLeftOfWhatCannotBeWritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("f");
        assertThrows(IllegalArgumentException.class, () -> SealedWeights.write(file, Map.of(), Map.of("sha256", List.of(1)),
                name -> new float[1]));
        assertEquals("tensor: 8 bytes for F32 [3], expected 12", assertThrows(IllegalArgumentException.class, () ->
                SealedWeights.write(file, Map.of(), Map.of("w", List.of(3)), name -> new float[2])).getMessage());
        assertFalse(Files.exists(file));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void whatCouldNotBeReadAgainIsNotWritten(@TempDir Path folder) throws IOException {
        Path file = written(folder);
        byte[] before = Files.readAllBytes(file);
        String message = assertThrows(IllegalArgumentException.class, () -> SealedWeights.write(file, Map.of("note",
                "n".repeat(100_000_000)), SHAPES, VALUES::get)).getMessage();
        assertTrue(message.endsWith("bytes, expected at most 100000000, as no more is read again"), message);
        assertArrayEquals(before, Files.readAllBytes(file));
        SealedWeights opened = SealedWeights.open(file);
        SealedWeights.write(file, Map.of(), Map.of("other", List.of(1)), name -> new float[1]);
        assertEquals(file + ": has other tensors than when it was opened, expected a file that is left alone",
                assertThrows(MalformedFileException.class, () -> opened.forEach((name, tensor) -> { })).getMessage());
    }

    /** One tensor at a time: each is asked for when its place in the file is reached. */
    @Test
    void tensorsAreAskedForOneAfterTheOther(@TempDir Path folder) throws IOException {
        List<String> asked = new ArrayList<>();
        SealedWeights.write(folder.resolve("f"), Map.of(), SHAPES, name -> {
            asked.add(name);
            return VALUES.get(name);
        });
        assertEquals(List.of("a", "b", "none"), asked);
    }
}
