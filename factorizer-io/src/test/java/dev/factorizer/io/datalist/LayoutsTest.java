package dev.factorizer.io.datalist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layouts of folders, with what is wrong in them; only names count. */
class LayoutsTest {
    @TempDir
    private Path folder;

    private Path touch(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    private void touchAll(String... names) throws IOException {
        for (String name : names) {
            touch(name);
        }
    }

    private static List<String> sentences(DataList list) {
        return list.problems().stream().map(Problem::sentence).toList();
    }

    private static List<String> ids(DataList list) {
        return list.cases().stream().map(DataCase::id).toList();
    }

    private DataList nnunet(String more) throws IOException {
        Files.writeString(folder.resolve("dataset.json"), ("{'channel_names': {'0': 'T1', '1': 'T2'}, 'file_ending': '.nii.gz', 'labels':"
                + " {'background': 0, 'whole': [1, 2], 'core': 2}, 'regions_class_order': [1, 2]" + more + "}").replace('\'', '"'));
        return DataLists.read(folder);
    }

    @Test
    void nnunetWithAllThatIsWrong() throws IOException {
        touchAll("imagesTr/a_0000.nii.gz", "imagesTr/a_0001.nii.gz", "labelsTr/a.nii.gz", "imagesTr/b_0000.nii.gz", "imagesTr/b_0002.nii.gz",
                "labelsTr/c.nii.gz", "imagesTr/notes.nii.gz", "labelsTr/d.nrrd", "imagesTs/t_0000.nii.gz", "imagesTs/._t_0000.nii.gz",
                "imagesTs/.DS_Store", "imagesTr/readme.txt");
        DataList list = nnunet(", 'numTraining': 2");
        assertEquals(DataListForm.NNUNET, list.form());
        assertEquals(List.of("a", "b", "c", "t"), ids(list));
        assertEquals(List.of(folder.resolve("imagesTr/b_0000.nii.gz"), folder.resolve("imagesTr/b_0001.nii.gz")), list.cases().get(1).images());
        assertEquals(Optional.of(folder.resolve("labelsTr/b.nii.gz")), list.cases().get(1).label(), "expected, and missed by the check");
        assertEquals(Optional.empty(), list.cases().get(3).label());
        assertEquals(List.of(2, 1, 1), List.of(list.labels().meanings().get(1).values().size(), list.labels().meanings().get(2).values().size(),
                list.labels().paintOrder().getFirst()));
        assertEquals(List.of(folder.resolve("imagesTr/notes.nii.gz") + ": is not named CASE_0000.nii.gz, with four digits for the channel; it was"
                        + " left out",
                folder.resolve("labelsTr/d.nrrd") + ": doesn't end in .nii.gz; it was left out",
                folder.resolve("imagesTr/b_0002.nii.gz") + ": is of channel 2, but channel_names has only 2",
                folder.resolve("dataset.json") + ": numTraining is 2, expected the number of training cases, of which 3 were found",
                "2 hidden files were left out, such as " + folder.resolve("imagesTs/.DS_Store")), sentences(list));
    }

    @Test
    void nnunetsSplitsAndLabels() throws IOException {
        touchAll("imagesTr/a_0000.nii.gz", "imagesTr/b_0000.nii.gz", "imagesTr/c_0000.nii.gz");
        Files.writeString(folder.resolve("splits_final.json"), "[{\"train\": [\"a\"], \"val\": [\"b\"]}, {\"train\": [\"x\"], \"val\": [\"a\"]}]");
        DataList list = nnunet(", 'numTraining': 3");
        assertEquals(2, list.folds());
        assertEquals(List.of("b"), Fold.of(list, 0).validation().stream().map(DataCase::id).toList());
        Path splits = folder.resolve("splits_final.json");
        assertEquals(List.of(splits + ": split 1 names 1 cases that are not in the data set, such as x",
                splits + ": 1 cases are in no split, such as c"), sentences(list));
        Path other = Files.writeString(folder.resolve("other.json"), "[{\"train\": [\"a\", \"b\"], \"val\": [\"b\", \"c\"]}]");
        DataList given = DataLists.read(folder, DataListOptions.DEFAULT.withSplits(other));
        assertTrue(Folds.leaks(given).getFirst().sentence().endsWith(", the same case; put both on one side"), Folds.leaks(given)::toString);
        Files.writeString(folder.resolve("dataset.json"), """
                {"channel_names": {"0": "CT"}, "file_ending": ".nii.gz", "labels": {"organ": 2, "region": [1, 2], "ignore": 1}, "numTraining": 3}""");
        assertEquals(List.of("labels has no \"background\" of value 0, expected one", "labels.ignore is 1, expected the highest value",
                "regions_class_order has 0 values, expected one for each of the 2 regions"),
                sentences(DataLists.read(folder, DataListOptions.DEFAULT.withSplits(Files.writeString(other, "[]")))).stream()
                        .map(text -> text.replace(folder.resolve("dataset.json") + ": ", "")).toList());
    }

    @Test
    void nnunetThatNamesItsFiles() throws IOException {
        DataList list = nnunet(", 'numTraining': 1, 'dataset': {'x': {'images': ['a.nii.gz', './b/c.nii.gz'], 'label': 'l.nii.gz'}}");
        assertEquals(List.of(folder.resolve("a.nii.gz"), folder.resolve("b/c.nii.gz")), list.cases().getFirst().images());
        assertEquals(List.of(), sentences(list));
        for (String wrong : List.of("{'x': {'images': []}}", "{'x': 1}", "{'x': {'images': ['../a']}}", "{'': {'images': ['a']}}")) {
            assertThrows(MalformedFileException.class, () -> nnunet(", 'numTraining': 1, 'dataset': " + wrong), wrong);
        }
    }

    @Test
    void bratsOfSeveralSets() throws IOException {
        for (String contrast : List.of("t1n", "t1c", "t2w", "t2f", "seg")) {
            touch("X-TrainingData/BraTS-GLI-00000-000/BraTS-GLI-00000-000-" + contrast + ".nii.gz");
            if (!contrast.equals("seg")) {
                touch("X-ValidationData/BraTS-GLI-00001-001/BraTS-GLI-00001-001-" + contrast + ".nii.gz");
            }
        }
        touch("X-TrainingData/BraTS-GLI-00000-001/BraTS-GLI-00000-001-t1n.nii.gz");
        DataList list = DataLists.read(folder);
        assertEquals(DataListForm.BRATS, list.form());
        assertEquals(List.of("BraTS-GLI-00000-000", "BraTS-GLI-00000-001", "BraTS-GLI-00001-001"), ids(list));
        assertEquals(List.of("BraTS-GLI-00000", "BraTS-GLI-00000", "BraTS-GLI-00001"), list.cases().stream().map(DataCase::subject).toList());
        assertEquals(List.of(CasePart.TRAINING, CasePart.TRAINING, CasePart.TEST), list.cases().stream().map(DataCase::part).toList());
        assertEquals(4, list.cases().get(1).images().size(), "missing ones are named, for the check to report");
        assertTrue(list.cases().get(1).label().isPresent());
        DataList two = DataLists.read(folder, DataListOptions.DEFAULT.withChannels(List.of("FLAIR", "t1c")));
        assertEquals(List.of("FLAIR", "T1c"), two.channels());
        assertTrue(two.cases().getFirst().images().getFirst().toString().endsWith("-t2f.nii.gz"));
        assertEquals(folder + ": found no channel \"dwi\", expected some of t1n, t1c, t2w, t2f", assertThrows(IllegalArgumentException.class,
                () -> DataLists.read(folder, DataListOptions.DEFAULT.withChannels(List.of("dwi")))).getMessage());
    }

    @Test
    void islesWithSessionsAndWithoutMasks() throws IOException {
        touchAll("sub-strokecase0001/ses-0001/dwi/sub-strokecase0001_ses-0001_dwi.nii.gz",
                "sub-strokecase0001/ses-0001/dwi/sub-strokecase0001_ses-0001_adc.nii.gz",
                "sub-strokecase0001/ses-0001/anat/sub-strokecase0001_ses-0001_FLAIR.nii.gz",
                "sub-strokecase0002/ses-0001/dwi/sub-strokecase0002_ses-0001_adc.nii.gz",
                "derivatives/sub-strokecase0001/ses-0001/sub-strokecase0001_ses-0001_msk.nii.gz", "dataset_description.json");
        DataList list = DataLists.read(folder, DataListOptions.DEFAULT.withChannels(List.of("adc", "FLAIR")));
        assertEquals(DataListForm.ISLES, list.form());
        assertEquals(List.of("ADC", "FLAIR"), list.channels());
        assertTrue(Files.exists(list.cases().get(0).images().get(1)), "whatever the case of its letters");
        assertTrue(list.cases().get(1).label().isPresent(), "expected where others have one");
        Files.move(folder.resolve("derivatives"), folder.resolve("elsewhere"));
        assertEquals(List.of(CasePart.TEST, CasePart.TEST), DataLists.read(folder).cases().stream().map(DataCase::part).toList());
    }

    @Test
    void bidsWithSessionsEntitiesAndSeveralLabels() throws IOException {
        touchAll("sub-01/ses-1/anat/sub-01_ses-1_T1w.nii.gz", "sub-01/ses-1/anat/sub-01_ses-1_FLAIR.nii.gz",
                "sub-01/ses-1/anat/sub-01_ses-1_ce-gd_T1w.nii.gz", "sub-01/ses-1/dwi/sub-01_ses-1_dwi.nii.gz",
                "sub-02/anat/sub-02_T1w.nii", "sub-02/anat/sub-02_FLAIR.nii.gz", "sub-02/anat/sub-02_T1w.json",
                "derivatives/a/sub-01/ses-1/anat/sub-01_ses-1_label-lesion_mask.nii.gz",
                "derivatives/a/sub-01/ses-1/anat/sub-01_ses-1_label-brain_mask.nii.gz",
                "derivatives/a/sub-02/anat/sub-02_label-lesion_mask.nii.gz", "derivatives/a/sub-02/anat/sub-02_space-MNI_label-lesion_mask.nii.gz",
                "derivatives/b/sub-03/anat/sub-03_dseg.nii.gz", "derivatives/b/sub-02/anat/sub-02_label-lesion_probseg.nii.gz");
        DataList list = DataLists.read(folder);
        assertEquals(DataListForm.BIDS, list.form());
        assertEquals(List.of("sub-01_ses-1", "sub-02"), ids(list));
        assertEquals(List.of("sub-01", "sub-02"), list.cases().stream().map(DataCase::subject).toList());
        assertEquals(List.of("FLAIR", "T1w"), list.channels(), "what each has");
        assertEquals(2, list.problems().size(), list.problems()::toString);
        assertTrue(sentences(list).get(0).endsWith("is one of 2 labels of sub-01_ses-1, expected one; choose by --label one of [label-brain_mask,"
                + " label-lesion_mask]"), sentences(list)::toString);
        assertTrue(sentences(list).get(1).endsWith("sub-03_dseg.nii.gz: is derived of sub-03, of which there is no image"));
        assertTrue(list.cases().get(1).label().orElseThrow().endsWith("sub-02_label-lesion_mask.nii.gz"), "that in the image's space");
        DataList chosen = DataLists.read(folder, DataListOptions.DEFAULT.withLabel("label-lesion_mask").withChannels(List.of("T1w")));
        assertEquals(List.of("T1w"), chosen.channels());
        assertTrue(chosen.cases().getFirst().images().getFirst().endsWith("sub-01_ses-1_T1w.nii.gz"), "not the one with contrast agent");
        assertEquals("0 background, 1 lesion", chosen.labels().describe());
        DataList other = DataLists.read(folder, DataListOptions.DEFAULT.withChannels(List.of("dwi")).withLabel("probseg"));
        assertTrue(other.cases().get(1).images().getFirst().toString().endsWith("sub-02_dwi.nii.gz"), "missing, for the check to report");
        assertTrue(sentences(other).getFirst().endsWith("has no label among the derivatives whose name ends in probseg"), sentences(other)::toString);
    }

    @Test
    void bidsThatCannotBeUsed() throws IOException {
        touch("dataset_description.json");
        touch("sub-01/anat/sub-01_dseg.nii.gz");
        assertTrue(assertThrows(MalformedFileException.class, () -> DataLists.read(folder)).getMessage().contains("of derivatives, name the folder"));
        touch("sub-01/anat/sub-01_T1w.nii.gz");
        touch("sub-02/anat/sub-02_T2w.nii.gz");
        assertTrue(assertThrows(MalformedFileException.class, () -> DataLists.read(folder)).getMessage()
                .endsWith("2 scans that have no contrast in common, found [T1w, T2w]; say by --channels which are channels"));
        touch("sub-02/anat/sub-02_T1w.nii.gz");
        Path table = touch("derivatives/dseg.tsv");
        touch("derivatives/sub-01/sub-01_dseg.nii.gz");
        assertEquals(table + ": has the columns [], expected \"index\" and \"name\" with tabs between them",
                assertThrows(MalformedFileException.class, () -> DataLists.read(folder)).getMessage());
        Files.writeString(table, "index\tname\nx\ty\n");
        assertEquals(table + ": line 2 has no whole number as index and a name, expected both",
                assertThrows(MalformedFileException.class, () -> DataLists.read(folder)).getMessage());
        Files.write(table, new byte[] {(byte) 0xff});
        assertTrue(assertThrows(MalformedFileException.class, () -> DataLists.read(folder)).getMessage().contains("is not UTF-8 text"));
    }

    @Test
    void pairsAndChannels() throws IOException {
        touchAll("imagesTr/a_0000.nii.gz", "imagesTr/a_0001.nii.gz", "imagesTr/b_0000.nii.gz", "labelsTr/a.nii.gz", "labelsTr/c.mha",
                "imagesTs/t_0000.nrrd", "imagesTs/t_0001.nrrd");
        DataList list = DataLists.read(folder);
        assertEquals(DataListForm.FOLDERS, list.form());
        assertEquals(List.of("a", "b", "t"), ids(list));
        assertEquals(List.of("channel 0", "channel 1"), list.channels());
        assertEquals(List.of(folder.resolve("imagesTr/b_0000.nii.gz") + ": is of case b, which has the channels [0], expected 0 to 1",
                folder.resolve("imagesTr/b_0000.nii.gz") + ": has no label of the same name in " + folder.resolve("labelsTr"),
                folder.resolve("labelsTr/c.mha") + ": has no image of the same name in " + folder.resolve("imagesTr")), sentences(list));
    }

    @Test
    void numbersThatCountCases() throws IOException {
        touchAll("images/case_0000.nii.gz", "images/case_0001.nii.gz", "labels/case_0000.nii.gz", "labels/case_0001.nii.gz",
                "alone/a_0001.nii.gz", "alone/a_0002.nii.gz");
        assertEquals(List.of("case_0000", "case_0001"), ids(DataLists.read(folder)));
        assertEquals(List.of("a_0001", "a_0002"), ids(DataLists.read(folder.resolve("alone"))));
        assertEquals(List.of("case"), ids(DataLists.read(folder.resolve("images"))), "without labels they are channels");
        Path list = Files.writeString(folder.resolve("list.json"), "{\"test\": [\"images/c_0001.nii.gz\", \"images/c_0002.nii.gz\"]}");
        assertEquals(List.of("c_0001", "c_0002"), ids(DataLists.read(list)));
    }

    @Test
    void oneNameTwice() throws IOException {
        touchAll("images/a.nii.gz", "images/a.nii", "labels/a.nii.gz");
        DataList list = DataLists.read(folder);
        assertEquals(List.of("a"), ids(list));
        assertEquals(List.of(folder.resolve("images/a.nii.gz") + ": has the same name as a.nii beside it; keep one of them"), sentences(list));
    }

    @Test
    void namesThatAreMeantToConfuse() throws IOException {
        String longest = "n".repeat(240);
        touchAll("images/._a.nii.gz", "images/a b.nii.gz", "images/-x.nii.gz", "images/line\nbreak.nii.gz", "images/A.nii.gz", "images/a.nii.gz",
                "images/" + longest + ".nii.gz", "images/.nii.gz", "images/é.nii.gz", "images/e\u0301.nii.gz");
        Files.createDirectory(folder.resolve("labels"));
        DataList list = DataLists.read(folder);
        assertEquals(List.of("-x", "A", "a", "a b", "e\u0301", "line\nbreak", longest, "é"), ids(list));
        assertTrue(sentences(list).contains(folder.resolve("images/line") + "\\nbreak.nii.gz: has no label of the same name in "
                + folder.resolve("labels")), sentences(list)::toString);
        assertTrue(sentences(list).stream().allMatch(sentence -> sentence.lines().count() == 1));
        assertTrue(sentences(list).getLast().startsWith("2 hidden files were left out"), sentences(list)::toString);
    }
}
