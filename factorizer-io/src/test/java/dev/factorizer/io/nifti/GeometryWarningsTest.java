package dev.factorizer.io.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where ITK 5.4 sees another geometry than nibabel, a file says so; where it sees the same, it doesn't. */
class GeometryWarningsTest {
    private static final double[] TURNED = {0, 2.5, 0, -10, 2, 0, 0, -20, 0, 0, 3, -30};

    @TempDir
    private Path folder;

    private List<String> warnings(RawNifti file) throws IOException {
        return NiftiImage.read(Files.write(folder.resolve("image.nii"), file.bytes())).warnings();
    }

    private void warns(RawNifti file, String... parts) throws IOException {
        List<String> found = warnings(file);
        assertEquals(1, found.size(), found.toString());
        for (String part : parts) {
            assertTrue(found.getFirst().contains(part), found.toString());
        }
    }

    private void isSilent(RawNifti file) throws IOException {
        assertEquals(List.of(), warnings(file));
    }

    private static double[] scaled(double factor) {
        double[] rows = RawNifti.STRAIGHT.clone();
        for (int i = 0; i < 12; i++) {
            rows[i] *= i % 4 == 3 ? 1 : factor;
        }
        return rows;
    }

    @Test
    void unitSformBesideOtherSteps() throws IOException {
        RawNifti file = RawNifti.good().sform(1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0).pixdim(1, 4, 4, 4);
        warns(file, "voxels are 1×1×1 by the sform and 4×4×4 by pixdim", "the sform is taken, as nibabel does",
                "volumes there are 64 times as large");
        assertArrayEquals(new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1},
                NiftiImage.read(folder.resolve("image.nii")).affine());
    }

    @ParameterizedTest
    @CsvSource({"0.5, 8 times", "2, 0.125 times", "1.01, 0.9706 times"})
    void anySizesThatDiffer(double factor, String volumes) throws IOException {
        for (int code = 1; code <= 5; code++) {
            warns(RawNifti.good().sform(code, scaled(factor)), "sform and pixdim disagree", "by the sform and 2×2.5×3 by pixdim",
                    "volumes there are " + volumes);
        }
    }

    @Test
    void sizesAndPlacesThatDiffer() throws IOException {
        warns(RawNifti.good().sform(2, scaled(0.5)).qform(1, 0, 0, 0, 5, 5, 5), "sform and pixdim disagree",
                "ITK takes pixdim and the qform", "8 times");
        warns(RawNifti.good().pixdim(1, 2e-30), "2E-30×2.5×3 by pixdim");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, Double.NaN, 1, -2.1})
    void aStepThatIsNotThatOfTheSform(double step) throws IOException {
        warns(RawNifti.good().pixdim(1, step), "sform and pixdim disagree");
    }

    @Test
    void whatRoundingDoesIsNoDisagreement() throws IOException {
        isSilent(RawNifti.good().sform(1, scaled(1.0004)));
        isSilent(RawNifti.good().sform(2, RawNifti.STRAIGHT).qform(1, 0, 0, 1e-4, -10.001, -20, -30));
    }

    @Test
    void twoFormsThatDiffer() throws IOException {
        for (int code = 2; code <= 5; code++) {
            warns(RawNifti.good().sform(code, TURNED).qform(1, 0, 0, 0, -10, -20, -30), "sform and qform disagree",
                    "the sform is taken", "corners of the image lie up to 14.14 mm apart");
            warns(RawNifti.good().sform(code, RawNifti.STRAIGHT).qform(3, 0, 0, 0, 1, 2, 3), "sform and qform disagree",
                    "41.16 mm");
            warns(RawNifti.good().sform(code, RawNifti.STRAIGHT).qform(1, Double.NaN), "sform and qform disagree",
                    "there it is unusable");
        }
        // An sform in the scanner's coordinates goes before the qform in ITK, too.
        isSilent(RawNifti.good().sform(1, TURNED).qform(1, 0, 0, 0, -10, -20, -30));
        isSilent(RawNifti.good().sform(4, TURNED));
        isSilent(RawNifti.good().sform(-1, TURNED).qform(1, 0, 0, 0, -10, -20, -30));
    }

    @Test
    void neitherForm() throws IOException {
        warns(RawNifti.good().sform(0, RawNifti.STRAIGHT), "neither sform nor qform has a code",
                "corners of the image lie up to 16.44 mm apart");
        warns(RawNifti.good().sform(0, RawNifti.STRAIGHT).qform(-1, 0, 0, 0), "neither sform nor qform has a code");
    }

    @Test
    void axesThatAreNotAtRightAngles() throws IOException {
        double[] sheared = RawNifti.STRAIGHT.clone();
        sheared[1] = 0.1;
        warns(RawNifti.good().sform(1, sheared), "not at right angles", "ITK refuses the file");
        warns(RawNifti.good().sform(1, sheared).qform(1, 0, 0, 0, -10, -20, -30), "sform and qform disagree", "0.4 mm");
        assertEquals(2, warnings(RawNifti.good().sform(1, sheared).pixdim(1, 4)).size());
    }

    @Test
    void aThirdAxisThatIsTurnedByAnUnusualNumber() throws IOException {
        warns(RawNifti.good().sform(0).qform(1, 0, 0, 0, -10, -20, -30).pixdim(-2), "a number of pixdim is negative", "18 mm");
        isSilent(RawNifti.good().sform(0).qform(1, 0, 0, 0, -10, -20, -30).pixdim(-1));
        isSilent(RawNifti.good().sform(0).qform(1, 0, 0, 0, -10, -20, -30).pixdim(0.5));
        warns(RawNifti.good().pixdim(1, -2), "a number of pixdim is negative", "20 mm");
    }

    @Test
    void unitsThatNibabelDoesNotLookAt() throws IOException {
        for (int code : new int[] {1, 3, 1 | 8}) {
            warns(RawNifti.good().units(code), "xyzt_units says " + (code == 3 ? "micron" : "meter"), "converted to mm");
        }
        for (int code : new int[] {0, 2, 2 | 8, 4, 16}) {
            isSilent(RawNifti.good().units(code));
        }
    }

    @Test
    void codesThatNibabelDoesNotKnow() throws IOException {
        warns(RawNifti.good().sform(6, RawNifti.STRAIGHT), "sform_code is 6, expected 0 to 5");
        warns(RawNifti.good().sform(0).qform(300, 0, 0, 0, -10, -20, -30), "qform_code is 300, expected 0 to 5");
    }

    @Test
    void aSecondVersionIsNotComparedWithItkButWithItsSteps() throws IOException {
        Path file = folder.resolve("two.nii");
        NiftiHeader header = new NiftiHeaderBuilder(NiftiType.UINT8).version(2).shape(2, 2, 2)
                .affine(1, 0.5, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1).build();
        NiftiImage.of(header, i -> 0).write(file);
        assertEquals(List.of(), NiftiImage.read(file).warnings(), "ITK reads no NIfTI-2");
        byte[] bytes = Files.readAllBytes(file);
        bytes[104 + 8 + 7] = 0x40; // pixdim[1] becomes 4 or more
        NiftiImage read = NiftiImage.read(Files.write(file, bytes));
        assertEquals(1, read.warnings().size(), read.warnings().toString());
        assertTrue(read.warnings().getFirst().contains("sform and pixdim disagree"), read.warnings().toString());
        assertTrue(read.warnings().getFirst().contains("other programs may take pixdim"), read.warnings().toString());
    }
}
