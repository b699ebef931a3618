package dev.factorizer.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFoldersTest {
    @TempDir
    private Path folder;
    private LabelFolders folders;

    @BeforeEach
    void make() throws IOException {
        folders = new LabelFolders(Files.createDirectory(folder.resolve("found")), Files.createDirectory(folder.resolve("truth")));
    }

    private void files(Path place, String... names) throws IOException {
        for (String name : names) {
            Files.createFile(place.resolve(name));
        }
    }

    /** The labels of a picture are one, its probabilities aren't. */
    @Test
    void whatLiesBesideLabelsOfAnyFormIsNoMapOfLabels() throws IOException {
        files(folders.predictions(), "eye_seg.png", "eye_probabilities.nii.gz", "eye_entropy.nii.gz", "eye_seg.json",
                "head_seg.nii.gz", "head_disagreement.nii.gz");
        files(folders.truths(), "eye.png", "head.nii.gz");
        assertEquals(List.of(new LabelPair("eye", folders.predictions().resolve("eye_seg.png"), folders.truths().resolve("eye.png")),
                new LabelPair("head", folders.predictions().resolve("head_seg.nii.gz"), folders.truths().resolve("head.nii.gz"))),
                folders.pairs(false));
    }

    /** A user may name cases so. */
    @Test
    void theNameAloneDoesNotTell() throws IOException {
        files(folders.predictions(), "high_entropy.nii.gz");
        files(folders.truths(), "low_entropy.nii.gz");
        assertEquals("no prediction in " + folders.predictions() + " for low_entropy; no reference in " + folders.truths()
                + " for high_entropy, expected files of the same names in both folders",
                assertThrows(IOException.class, () -> folders.pairs(false)).getMessage());
    }
}
