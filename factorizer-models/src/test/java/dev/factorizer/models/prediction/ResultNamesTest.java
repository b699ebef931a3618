package dev.factorizer.models.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultNamesTest {
    @ParameterizedTest
    @CsvSource({"head.nii.gz, head", "HEAD.NII.GZ, HEAD", "a.b.nii, a.b", "pair.hdr, pair", "pair.img.gz, pair", "scan, scan",
        "a.nrrd, a", "b.seg.nrrd, b", "c.NHDR, c", "d.mha, d", "e.mhd, e", "f.npy, f", "g.npz, g", ".nii, .nii"})
    void resultsAreNamedAfterTheScan(String file, String name) {
        assertEquals(name, ResultNames.of(Path.of("somewhere", file)));
    }
}
