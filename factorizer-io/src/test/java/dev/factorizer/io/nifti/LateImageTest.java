package dev.factorizer.io.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.io.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that are made one after the other, while they are written together. */
class LateImageTest {
    @TempDir
    private Path folder;

    private static NiftiImage image(int number) {
        NiftiHeader header = new NiftiHeaderBuilder(NiftiType.FLOAT32).shape(2, 3, 1).affine(new double[] {1, 0, 0, 0, 0, 1, 0, 0,
            0, 0, 1, 0, 0, 0, 0, 1}).build();
        return NiftiImage.of(header, index -> number * 10 + index);
    }

    @Test
    void eachIsMadeWhenItsTurnComesAndGivesTheSameFile() throws IOException {
        List<Path> files = List.of(folder.resolve("0.nii"), folder.resolve("1.nii.gz"), folder.resolve("2.nii"));
        List<String> made = new ArrayList<>();
        List<AtomicFile.Content> contents = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            int number = i;
            contents.add(NiftiImage.content(files.get(i), () -> {
                made.add(number + (Files.exists(files.getFirst()) ? " late" : ""));
                return image(number);
            }));
        }
        assertEquals(List.of(), made);
        AtomicFile.writeAll(files, contents);
        assertEquals(List.of("0", "1", "2"), made);
        for (int i = 0; i < files.size(); i++) {
            Path plain = folder.resolve("plain-" + files.get(i).getFileName());
            image(i).write(plain);
            assertArrayEquals(Files.readAllBytes(plain), Files.readAllBytes(files.get(i)));
            assertEquals(i * 10 + 5, NiftiImage.read(files.get(i)).value(5));
        }
    }

    @Test
    void anImageThatCanNotBeMadeLeavesNothing() throws IOException {
        List<Path> files = List.of(folder.resolve("0.nii"), folder.resolve("1.nii"));
        assertThrows(IllegalStateException.class, () -> AtomicFile.writeAll(files, List.of(
                NiftiImage.content(files.get(0), () -> image(0)), NiftiImage.content(files.get(1), () -> {
                    throw new IllegalStateException("no image");
                }))));
        try (var there = Files.list(folder)) {
            assertEquals(0, there.count());
        }
    }

    @Test
    void aPairIsNoSingleFile() {
        assertEquals("a.hdr: its ending is none of .nii and .nii.gz; rename it",
                assertThrows(IllegalArgumentException.class, () -> NiftiImage.content(Path.of("a.hdr"), () -> image(0))).getMessage());
    }
}
