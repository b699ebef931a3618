package dev.factorizer.io.datalist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each form reads real folders: those that are in it, and the hippocampus images copied into the others. */
class RealDataListsTest {
    private static final int CASES = 208;

    @TempDir
    private Path folder;

    private static void exist(DataList list) {
        for (DataCase one : list.cases()) {
            assertTrue(Stream.concat(one.images().stream(), one.label().stream()).allMatch(Files::isRegularFile), one::toString);
        }
    }

    @Test
    void decathlon() throws IOException {
        Optional<Path> hippocampus = SharedData.folder("hippocampus");
        if (hippocampus.isEmpty()) {
            return;
        }
        DataList list = DataLists.read(hippocampus.get());
        assertEquals(DataListForm.DECATHLON, list.form());
        assertEquals("Hippocampus", list.name());
        assertEquals(CASES, list.cases(CasePart.TRAINING).size());
        assertEquals(CASES, list.cases().size());
        assertEquals(List.of("MRI"), list.channels());
        assertEquals("0 background, 1 Anterior, 2 Posterior", list.labels().describe());
        assertEquals("hippocampus_003", list.cases().getFirst().id());
        assertEquals(List.of(), list.problems());
        exist(list);
        assertEquals(list, DataLists.read(hippocampus.get().resolve("dataset.json")), "the folder is its list");
    }

    @Test
    void islesOfTheChallengesRepositoryAndOfTheRecipes() throws IOException {
        Optional<Path> isles = SharedData.folder("isles22");
        if (isles.isEmpty()) {
            return;
        }
        DataList list = DataLists.read(isles.get());
        assertEquals(DataListForm.ISLES, list.form());
        assertEquals(1, list.cases().size());
        DataCase one = list.cases().getFirst();
        assertEquals("sub-strokecase0009_ses-0001", one.id());
        assertEquals("sub-strokecase0009", one.subject());
        assertEquals(CasePart.TRAINING, one.part());
        assertEquals(List.of("DWI", "ADC"), list.channels());
        assertEquals(2, one.images().size());
        exist(list);
        DataList flair = DataLists.read(isles.get(), DataListOptions.DEFAULT.withChannels(List.of("DWI", "ADC", "FLAIR")));
        assertEquals(3, flair.cases().getFirst().images().size());
        exist(flair);
        Path raw = isles.get().resolve("rawdata/sub-strokecase0009/ses-0001");
        copy(raw.resolve("sub-strokecase0009_ses-0001_dwi.nii.gz"), "zoo/sub-strokecase0009/ses-0001/dwi/sub-strokecase0009_ses-0001_dwi.nii.gz");
        copy(raw.resolve("sub-strokecase0009_ses-0001_adc.nii.gz"), "zoo/sub-strokecase0009/ses-0001/dwi/sub-strokecase0009_ses-0001_adc.nii.gz");
        copy(one.label().orElseThrow(), "zoo/derivatives/sub-strokecase0009/ses-0001/sub-strokecase0009_ses-0001_msk.nii.gz");
        DataList zoo = DataLists.read(folder.resolve("zoo"));
        assertEquals(DataListForm.ISLES, zoo.form());
        assertEquals(List.of("sub-strokecase0009_ses-0001"), zoo.cases().stream().map(DataCase::id).toList());
        exist(zoo);
    }

    @Test
    void bratsAsSetAndAsOneScan() throws IOException {
        Optional<Path> brats = SharedData.folder("brats23");
        if (brats.isEmpty()) {
            return;
        }
        for (Path place : List.of(brats.get(), brats.get().resolve("BraTS-GLI-00001-000"))) {
            DataList list = DataLists.read(place);
            assertEquals(DataListForm.BRATS, list.form());
            assertEquals(List.of("T1", "T1c", "T2", "FLAIR"), list.channels());
            DataCase one = list.cases().getFirst();
            assertEquals(1, list.cases().size());
            assertEquals("BraTS-GLI-00001-000", one.id());
            assertEquals("BraTS-GLI-00001", one.subject());
            assertEquals(CasePart.TEST, one.part());
            assertEquals(List.of("t1n", "t1c", "t2w", "t2f"), one.images().stream().map(image -> image.getFileName().toString()
                    .replaceAll(".*-|\\.nii\\.gz", "")).toList());
            exist(list);
        }
    }

    private void copy(Path file, String name) throws IOException {
        Path copy = folder.resolve(name);
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
    }

    @Test
    void theSameImagesInTheOtherForms() throws IOException {
        Optional<Path> hippocampus = SharedData.folder("hippocampus");
        if (hippocampus.isEmpty()) {
            return;
        }
        DataList list = DataLists.read(hippocampus.get());
        for (DataCase one : list.cases()) {
            Path image = one.images().getFirst();
            Path label = one.label().orElseThrow();
            copy(image, "nnunet/imagesTr/" + one.id() + "_0000.nii.gz");
            copy(label, "nnunet/labelsTr/" + one.id() + ".nii.gz");
            copy(image, "pairs/images/" + one.id() + ".nii.gz");
            copy(label, "pairs/labels/" + one.id() + ".nii.gz");
            String subject = "sub-" + one.id().substring(one.id().length() - 3);
            copy(image, "bids/" + subject + "/anat/" + subject + "_T1w.nii.gz");
            copy(label, "bids/derivatives/manual/" + subject + "/anat/" + subject + "_space-orig_dseg.nii.gz");
            copy(image, "truths/" + one.id() + ".nii.gz");
            copy(label, "truths/" + one.id() + "_truth.nii.gz");
        }
        Files.writeString(folder.resolve("nnunet/dataset.json"), "{\"channel_names\": {\"0\": \"MRI\"}, \"labels\": {\"background\": 0,"
                + " \"Anterior\": 1, \"Posterior\": 2}, \"numTraining\": 208, \"file_ending\": \".nii.gz\"}");
        Files.writeString(folder.resolve("bids/dataset_description.json"), "{\"Name\": \"x\", \"BIDSVersion\": \"1.9.0\"}");
        Files.writeString(folder.resolve("bids/derivatives/manual/dseg.tsv"), "index\tname\n0\tbackground\n1\tAnterior\n2\tPosterior\n");
        expect(DataListForm.NNUNET, "nnunet", "0 background, 1 Anterior, 2 Posterior");
        expect(DataListForm.FOLDERS, "pairs", "not named");
        expect(DataListForm.BIDS, "bids", "0 background, 1 Anterior, 2 Posterior");
        expect(DataListForm.TRUTHS, "truths", "not named");
        DataList images = DataLists.read(folder.resolve("pairs/images"));
        assertEquals(DataListForm.IMAGES, images.form());
        assertEquals(CASES, images.cases(CasePart.TEST).size());
        exist(images);
    }

    private void expect(DataListForm form, String name, String labels) throws IOException {
        DataList list = DataLists.read(folder.resolve(name));
        assertEquals(form, list.form());
        assertEquals(CASES, list.cases(CasePart.TRAINING).size());
        assertEquals(CASES, list.cases().stream().filter(one -> one.label().isPresent()).count());
        assertEquals(labels, list.labels().describe());
        assertEquals(List.of(), list.problems());
        exist(list);
    }
}
