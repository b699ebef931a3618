package dev.factorizer.io.datacheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.datalist.DataListOptions;
import dev.factorizer.io.datalist.DataLists;
import dev.factorizer.io.datalist.Problem;
import dev.factorizer.io.datalist.ProblemKind;
import dev.factorizer.io.datalist.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Real data sets, checked. */
class RealDataCheckTest {
    /**
     * NumPy gives these of {@code image[label > 0]}, read by nibabel: {@code mean(), std(), min(), percentile([0.5, 50, 99.5]), max()},
     * and {@code (label == 1).sum(), (label == 2).sum()}.
     */
    @Test
    void hippocampusHasNoFaultsAndNumpysPercentiles() throws IOException {
        Optional<Path> hippocampus = SharedData.folder("hippocampus");
        if (hippocampus.isEmpty()) {
            return;
        }
        DataReport report = DataCheck.of(DataLists.read(hippocampus.get())).run();
        assertEquals(List.of(), report.problems());
        assertEquals(208, report.cases().size());
        CaseFingerprint first = report.cases().getFirst();
        assertEquals("hippocampus_003", first.id());
        assertEquals(List.of(34, 52, 35), first.size());
        assertEquals(Map.of(1, 1550.0, 2, 1803.0), first.labelVolumes());
        Intensities one = first.intensities().getFirst();
        double[] expected = {357.7514693945371, 89.90286362043322, 113.22042846679688, 184.7280731201172, 339.6612854003906,
            655.4866943359375, 786.5840454101562};
        double[] found = {one.mean(), one.deviation(), one.minimum(), one.percentile0005(), one.median(), one.percentile9995(), one.maximum()};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], 1e-9 * expected[i], "number " + i);
        }
        assertEquals(208, report.fingerprint().labels().get(1).cases());
        assertEquals(List.of(1.0, 1.0, 1.0), report.fingerprint().medianSpacing());
    }

    @Test
    void flairOfIslesLiesOnAnotherGrid() throws IOException {
        Optional<Path> isles = SharedData.folder("isles22");
        if (isles.isEmpty()) {
            return;
        }
        assertEquals(List.of(), DataCheck.of(DataLists.read(isles.get())).run().problems());
        DataListOptions flair = DataListOptions.DEFAULT.withChannels(List.of("dwi", "adc", "flair"));
        for (DataCheck check : List.of(DataCheck.of(DataLists.read(isles.get(), flair)),
                DataCheck.of(DataLists.read(isles.get(), flair)).headersOnly())) {
            List<Problem> problems = check.run().problems();
            assertEquals(List.of(ProblemKind.GRID), problems.stream().map(Problem::kind).toList());
            assertTrue(problems.getFirst().sentence().contains("_flair.nii.gz: has 512×512×29 voxels, expected 112×112×73 as in "),
                    problems.getFirst().sentence());
        }
    }
}
