package dev.factorizer.io.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.nifti.RawNifti;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of files that programs stumble over: they are read like others, and messages about them stay one line. */
class NamesTest {
    private static final String NRRD = "NRRD0001\ntype: uint8\ndimension: 2\nsizes: 2 2\nencoding: raw\n\n1234";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a b c.nii", "-x.nii", "--model", "a\nb.nii", "a\u001b[2Jb.nii", ".hidden", "a.nii.gz.nii", "\u00fc\u6f22\ud83e\udde0.nii", "%n%s.nii",
        "*.nii", "a\\b.nii", "scan.nrrd", "scan.mha", "scan.npy"})
    void areNoReasonToRefuse(String name) throws IOException {
        Path file = Files.write(folder.resolve(name), RawNifti.good().bytes());
        assertEquals(119, Volumes.read(file).value(0, 5, 4, 3));
        Files.writeString(file, NRRD);
        Volume volume = Volumes.read(file);
        assertEquals('4', volume.value(0, 1, 1, 0));
        assertTrue(volume.warnings().stream().allMatch(warning -> warning.lines().count() == 1 && !warning.contains("\u001b")));
        Files.writeString(file, NRRD.replace("uint8", "unit8"));
        String message = assertThrows(MalformedFileException.class, () -> Volumes.read(file)).getMessage();
        assertTrue(message.lines().count() == 1 && !message.contains("\u001b"), message);
    }

    @Test
    void anAppleDoubleIsNoImage() throws IOException {
        Path file = Files.write(folder.resolve("._scan.nii.gz"), new byte[] {0, 5, 0x16, 7, 0, 2, 0, 0, 'M', 'a', 'c', ' ', 'O', 'S', ' ', 'X'});
        String message = assertThrows(MalformedFileException.class, () -> Volumes.read(file)).getMessage();
        assertTrue(message.endsWith("._scan.nii.gz: is what macOS keeps beside a file (AppleDouble), expected an image (NIfTI, DICOM, NRRD,"
                + " MetaImage or NumPy); name the file without ._ before its name, and delete this one"), message);
    }

    @Test
    void aNameOfThreeHundredBytes() {
        Path file = folder.resolve("x".repeat(296) + ".nii");
        String message = assertThrows(MalformedFileException.class, () -> Volumes.read(file)).getMessage();
        assertTrue(message.contains("can't be reached") || message.contains("does not exist"), message);
    }

    /** Such a name can't be typed in Java; folders list it. */
    @Test
    void aNameThatIsNotUtf8() throws IOException, InterruptedException {
        Files.write(folder.resolve("good"), RawNifti.good().bytes());
        assertEquals(0, new ProcessBuilder("bash", "-c", "cp good $'\\xff\\xfe.nii'").directory(folder.toFile()).inheritIO().start().waitFor());
        Files.delete(folder.resolve("good"));
        List<Path> found;
        try (Stream<Path> files = Files.list(folder)) {
            found = files.toList();
        }
        assertEquals(1, found.size());
        assertEquals(119, Volumes.read(found.getFirst()).value(0, 5, 4, 3));
    }

    @Test
    void namesThatDifferInCaseAreTwoFiles() throws IOException {
        Path small = Files.write(folder.resolve("scan.nii"), RawNifti.good().bytes());
        Path capital = folder.resolve("SCAN.NII");
        Files.write(capital, RawNifti.good().voxels(new byte[240]).bytes());
        if (Files.isSameFile(small, capital)) {
            System.out.println("This disk makes no difference of case; the test of two such names was left out.");
            return;
        }
        Volume both = Volumes.read(small, capital);
        assertArrayEquals(new float[] {119, 0}, new float[] {both.value(0, 5, 4, 3), both.value(1, 5, 4, 3)});
    }
}
