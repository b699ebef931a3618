package dev.factorizer.examples.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"head.nii.gz, head", "HEAD.NII.GZ, HEAD", "a.b.nii, a.b", "pair.hdr, pair", "pair.img.gz, pair", "scan, scan",
        "a.nrrd, a", "b.seg.nrrd, b", "c.NHDR, c", "d.mha, d", "e.mhd, e", "f.npy, f", "g.npz, g", ".nii, .nii"})
    void resultsAreNamedAfterTheScan(String file, String name) {
        assertEquals(name, Prediction.name(Path.of("somewhere", file)));
    }

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
