package dev.factorizer.models.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.datacheck.DataReport;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.DataListForm;
import dev.factorizer.io.datalist.LabelMeaning;
import dev.factorizer.io.datalist.LabelScheme;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.transforms.SplitRegions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelPlanTest {
    private static LabelPlan of(Checked data) {
        DataReport report = data.cases(2, List.of(9, 9, 9), List.of(1.0, 1.0, 1.0), "RAS").report();
        return LabelPlan.of(report.list(), report.fingerprint());
    }

    @Test
    void classesExcludeEachOther() {
        LabelPlan found = of(Checked.hippocampus());
        assertTrue(found.exclusive());
        assertEquals(Labels.exclusive(List.of(new Region("background", 0), new Region("Anterior", 1), new Region("Posterior", 2))),
                found.labels());
        LabelPlan unnamed = of(new Checked().labels(LabelScheme.UNKNOWN, 1, 2));
        assertEquals(List.of("background", "label 1", "label 2"), unnamed.labels().regions().stream().map(Region::name).toList());
    }

    @Test
    void oneLabelIsASigmoid() {
        LabelPlan found = of(new Checked());
        assertEquals(new Labels(List.of(new Region("lesion", 1))), found.labels());
        assertEquals(Optional.of(new SplitRegions(List.of(Set.of(1)))), found.regions());
        LabelPlan white = of(new Checked().labels(LabelScheme.UNKNOWN, 255));
        assertEquals(new Labels(List.of(new Region("label 255", 255))), white.labels());
        assertEquals(Optional.of(new SplitRegions(List.of(Set.of(255)))), white.regions());
    }

    /** Old BraTS files have 1, 2 and 4: as in nnU-Net, they exclude each other. */
    @Test
    void valuesWithGapsExcludeEachOtherToo() {
        LabelPlan found = of(new Checked().labels(LabelScheme.UNKNOWN, 1, 2, 4));
        assertTrue(found.exclusive());
        assertEquals(Labels.exclusive(List.of(new Region("background", 0), new Region("label 1", 1), new Region("label 2", 2),
                new Region("label 4", 4))), found.labels());
        assertEquals("each voxel has one label, so the labels exclude each other: a softmax over them and the background", found.choice().reason());
    }

    @Test
    void whatWasNotLookedForIsKept() {
        DataReport report = Checked.hippocampus().cases(2, List.of(9, 9, 9), List.of(1.0, 1.0, 1.0), "RAS").report();
        DataList list = report.list().withUnlabeled(Map.of("case1", Set.of("Posterior"), "case0", Set.of("1")));
        LabelPlan found = LabelPlan.of(list, report.fingerprint());
        assertEquals(Map.of("case0", Set.of("Anterior"), "case1", Set.of("Posterior")), found.unlabeled());
        assertEquals("2 cases", found.partly().orElseThrow().value());
        assertEquals(Optional.empty(), of(Checked.hippocampus()).partly());
        assertEquals("data list Some: labels that were not looked for are none of the recipe's, which has Anterior, Posterior:\n  3\n  background"
                + "\n  middle", assertThrows(MismatchException.class, () -> LabelPlan.of(report.list().withUnlabeled(Map.of("case1",
                Set.of("middle", "3", "background"))), report.fingerprint())).getMessage());
    }

    /** As nnU-Net's dataset.json has them: later ones are painted over earlier ones. */
    @Test
    void regionsThatOverlap() {
        LabelPlan found = of(new Checked().labels(new LabelScheme(List.of(new LabelMeaning("background", 0),
                new LabelMeaning("whole", List.of(1, 2, 3)), new LabelMeaning("core", List.of(2, 3)), new LabelMeaning("active", 3)),
                List.of(1, 2, 3), OptionalInt.empty()), 1, 2, 3));
        assertEquals(Optional.of(new SplitRegions(List.of(Set.of(1, 2, 3), Set.of(2, 3), Set.of(3)))), found.regions());
        assertEquals(new Labels(List.of(new Region("whole", 1), new Region("core", 2), new Region("active", 3)), 0.5,
                List.of("active", "core", "whole")), found.labels());
    }

    @Test
    void theRegionsOfBrats() {
        LabelPlan found = of(new Checked().form(DataListForm.BRATS).labels(LabelScheme.UNKNOWN, 1, 2, 3));
        assertEquals(Labels.brats23(), found.labels());
        assertEquals(Optional.of(SplitRegions.brats23()), found.regions());
    }

    @Test
    void anIgnoredValueIsNoClass() {
        LabelPlan found = of(new Checked().labels(new LabelScheme(List.of(), List.of(), OptionalInt.of(3)), 1, 2, 3));
        assertEquals(3, found.labels().regions().size());
    }

    @Test
    void aClassThatNoCaseHas() {
        LabelPlan found = of(new Checked().labels(LabelScheme.classes(List.of("background", "liver", "tumor")), 1));
        assertEquals(3, found.labels().regions().size());
        assertTrue(found.choice().reason().endsWith("; no case has tumor, so nothing is learned of that"), found.choice()::toString);
    }

    @Test
    void nothingToLearn() {
        assertThrows(IllegalArgumentException.class, () -> of(new Checked().labels(new LabelScheme(List.of(), List.of(), OptionalInt.of(3)), 3)));
        assertEquals("some: no case has a label above 0, so there is nothing to learn; expected label maps of one channel with whole numbers from 1 on",
                assertThrows(IllegalArgumentException.class, () -> of(new Checked().labels(LabelScheme.UNKNOWN))).getMessage());
    }
}
