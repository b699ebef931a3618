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
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecathlonListTest {
    @TempDir
    private Path folder;

    private DataList read(String json) throws IOException {
        return DataLists.read(Files.writeString(folder.resolve("list.json"), json.replace('\'', '"')));
    }

    @Test
    void listOfTheAuthorsRecipes() throws IOException {
        DataList list = read("""
                {'training': [
                  {'id': 'sub-strokecase0001_ses-0001', 'image': ['a/dwi.nii.gz', 'a/adc.nii.gz'], 'label': 'derivatives/a/msk.nii.gz', 'fold': 3},
                  {'id': 'sub-strokecase0002_ses-0001', 'subject': 7, 'image': ['b/dwi.nii.gz', 'b/adc.nii.gz'], 'label': 'derivatives/b/msk.nii.gz',
                   'fold': 0}],
                 'test': []}""");
        assertEquals(DataListForm.DECATHLON, list.form());
        assertEquals(List.of("sub-strokecase0001_ses-0001", "sub-strokecase0002_ses-0001"), list.cases().stream().map(DataCase::id).toList());
        DataCase one = list.cases().getFirst();
        assertEquals(List.of(folder.resolve("a/dwi.nii.gz"), folder.resolve("a/adc.nii.gz")), one.images());
        assertEquals(Optional.of(folder.resolve("derivatives/a/msk.nii.gz")), one.label());
        assertEquals(OptionalInt.of(3), one.fold());
        assertEquals(one.id(), one.subject());
        assertEquals("7", list.cases().get(1).subject());
        assertEquals(4, list.folds());
        assertEquals(List.of(), list.channels());
        assertEquals(List.of(), list.problems());
    }

    @Test
    void bareNamesChannelsAndLabels() throws IOException {
        DataList list = read("""
                {'name': 'BRATS', 'modality': {'0': 'FLAIR', '1': 'T1w'}, 'labels': {'0': 'background', '1': 'edema', '4': 'enhancing'},
                 'numTraining': 1, 'numTest': 2, 'training': [{'image': './imagesTr/b_001.nii.gz', 'label': './labelsTr/b_001.nii.gz'}],
                 'validation': ['imagesVal/v_0000.nii.gz'], 'test': ['./imagesTs/b_003.nii.gz', './imagesTs/b_004.nii.gz']}""");
        assertEquals("BRATS", list.name());
        assertEquals(List.of("FLAIR", "T1w"), list.channels());
        assertEquals("0 background, 1 edema, 4 enhancing", list.labels().describe());
        assertEquals(List.of("b_001", "v", "b_003", "b_004"), list.cases().stream().map(DataCase::id).toList());
        assertEquals(List.of("b_003", "b_004"), list.cases(CasePart.TEST).stream().map(DataCase::id).toList());
        assertEquals(folder.resolve("imagesTr/b_001.nii.gz"), list.cases().getFirst().images().getFirst());
        assertEquals(Optional.empty(), list.cases().get(1).label());
        assertEquals(List.of(), list.problems());
    }

    @Test
    void regionsIgnoredLabelsAndNamesByPlace() throws IOException {
        DataList list = read("""
                {'labels': {'background': 0, 'whole': [1, 2, 3], 'core': [2, 3], 'ignore': 4}, 'regions_class_order': [1, 2],
                 'training': [{'image': 'p1/image.nii.gz'}, {'image': 'p2/image.nii.gz'}]}""");
        assertEquals(List.of("p1/image", "p2/image"), list.cases().stream().map(DataCase::id).toList());
        assertEquals(List.of("p1/image", "p2/image"), list.cases().stream().map(DataCase::subject).toList());
        assertTrue(list.labels().hasRegions());
        assertEquals(List.of(0, 1, 2, 3, 4), List.copyOf(list.labels().values()));
        assertEquals(OptionalInt.of(4), list.labels().ignored());
        assertEquals("0 background, 1+2+3 whole, 2+3 core, 4 ignore", list.labels().describe());
    }

    @Test
    void forgottenImagesAndWrongCountsAreSeen() throws IOException {
        Images.image(folder.resolve("images/a.nii.gz"));
        Images.image(folder.resolve("images/b.nii.gz"));
        Files.createFile(folder.resolve("images/._a.nii.gz"));
        DataList list = read("{'numTraining': 2, 'training': [{'image': 'images/a.nii.gz'}]}");
        Path file = folder.resolve("list.json");
        assertEquals(List.of(file + ": numTraining is 2, but 1 cases are listed in \"training\"",
                file + ": 1 image is beside the listed ones and in no list, such as " + folder.resolve("images/b.nii.gz"),
                "1 hidden file was left out, such as " + folder.resolve("images/._a.nii.gz")),
                list.problems().stream().map(Problem::sentence).toList());
        assertTrue(list.problems().stream().allMatch(Problem.Warning.class::isInstance));
    }

    private void refused(String json, String complaint) {
        MalformedFileException failure = assertThrows(MalformedFileException.class, () -> read(json), json);
        assertTrue(failure.getMessage().startsWith(folder.resolve("list.json") + ": " + complaint), failure.getMessage());
    }

    @Test
    void filesStayInsideTheBaseFolder() throws IOException {
        refused("{'training': [{'image': '../other/a.nii.gz'}]}", "training[0].image is \"../other/a.nii.gz\", which leads out of the base folder "
                + folder + "; name another one by --base, or allow it by --allow-outside");
        refused("{'training': [{'image': ['a/../../a.nii.gz']}]}", "training[0].image[0] is \"a/../../a.nii.gz\", which leads out of the base");
        refused("{'training': [{'image': 'a.nii', 'label': '/etc/passwd'}]}", "training[0].label is \"/etc/passwd\", an absolute path, expected"
                + " one inside of the base folder " + folder);
        refused("{'test': ['..']}", "test[0] is \"..\", which leads out");
        refused("{'test': ['.']}", "test[0] is \".\", which leads out");
        refused("{'test': ['']}", "test[0] is \"\", expected the name of a file");
        refused("{'test': ['a\\u0000b']}", "test[0] is \"a\\u0000b\", which is no name of a file here: Nul character not allowed");
        Path list = folder.resolve("list.json");
        Files.writeString(list, "{\"training\": [{\"image\": \"../a.nii.gz\"}, {\"image\": \"/b.nii.gz\"}]}");
        DataList outside = DataLists.read(list, DataListOptions.DEFAULT.withFilesOutside());
        assertEquals(List.of(folder.getParent().resolve("a.nii.gz"), Path.of("/b.nii.gz")),
                outside.cases().stream().map(one -> one.images().getFirst()).toList());
        Files.writeString(list, "{\"training\": [{\"image\": \"x/../a.nii.gz\"}]}");
        assertEquals(Path.of("elsewhere/a.nii.gz"), DataLists.read(list, DataListOptions.DEFAULT.withBase(Path.of("elsewhere")))
                .cases().getFirst().images().getFirst());
    }

    @Test
    void whatIsNoListIsRefused() {
        refused("{'files': []}", "has the fields [files], expected a list \"training\", \"validation\" or \"test\", as of the Decathlon or MONAI");
        refused("[]", "is not a data list in JSON, found a JSON array");
        refused("", "is not a data list in JSON, found nothing");
        refused("{'training': [{'label': 'a.nii'}]}", "training[0] is an object of [label], expected one with \"image\"");
        refused("{'training': [7]}", "training[0] is 7, expected an object");
        refused("{'training': [{'image': 7}]}", "training[0].image is 7, expected a text");
        refused("{'training': [{'image': []}]}", "training[0] is an object with 0 images and 0 labels, expected at least one image");
        refused("{'training': [{'image': 'a', 'label': ['b', 'c']}]}", "training[0] is an object with 1 images and 2 labels");
        refused("{'training': [{'image': 'a', 'fold': -1}]}", "training[0].fold is -1, expected a whole number of 0 or more");
        refused("{'training': [{'image': 'a', 'fold': 1.5}]}", "training[0].fold is 1.5, expected a whole number");
        refused("{'training': [{'image': 'a', 'id': ''}]}", "training[0].id is an empty text, expected a name");
        refused("{'training': [], 'labels': {'x': []}}", "labels.x is a list of 0, expected at least one value");
        refused("{'training': [], 'labels': {'x': -1}}", "labels.x is -1, expected a whole number of 0 or more");
        refused("{'training': [], 'modality': {'0': 'a', '2': 'b'}}", "modality is the keys [0, 2], expected 0 to 1");
        refused("{'training': [], 'name': 3}", "name is 3, expected a text");
    }

    @Test
    void optionsOfOtherFormsAreRefused(@TempDir Path place) throws IOException {
        Path list = Files.writeString(place.resolve("list.json"), "{\"training\": [{\"image\": \"a.nii\"}]}");
        String start = list + ": is read as list of the Medical Segmentation Decathlon or MONAI, but ";
        assertEquals(start + "channels dwi, adc are chosen, expected its own ones; leave the choice out (--channels)",
                assertThrows(IllegalArgumentException.class, () -> DataLists.read(list,
                DataListOptions.DEFAULT.withChannels(List.of("dwi", "adc")))).getMessage());
        assertEquals(start + "the label mask is chosen, expected its own one; leave the choice out (--label)",
                assertThrows(IllegalArgumentException.class, () -> DataLists.read(list, DataListOptions.DEFAULT.withLabel("mask")))
                .getMessage());
        Files.createFile(place.resolve("a.nii"));
        Files.delete(list);
        assertEquals(place + ": is read as folder of images, but the base folder x is chosen, expected none, as files are found and not"
                + " listed; leave it out (--base)", assertThrows(IllegalArgumentException.class, () -> DataLists.read(place,
                DataListOptions.DEFAULT.withBase(Path.of("x")))).getMessage());
    }
}
