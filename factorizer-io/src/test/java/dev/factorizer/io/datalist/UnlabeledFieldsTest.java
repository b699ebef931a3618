package dev.factorizer.io.datalist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a data set says of labels that were not looked for in some of its cases. */
class UnlabeledFieldsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void pairs() throws IOException {
        for (String name : List.of("images/a.nii.gz", "labels/a.nii.gz", "images/b.nii.gz", "labels/b.nii.gz")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "");
        }
    }

    private DataList list(String labels, String unlabeled) throws IOException {
        Path file = folder.resolve("list.json");
        Files.writeString(file, "{\"labels\": " + labels + ", \"training\": [{\"image\": \"images/a.nii.gz\", \"label\": \"labels/a.nii.gz\"},"
                + " {\"image\": \"images/b.nii.gz\", \"label\": \"labels/b.nii.gz\"}]" + unlabeled + "}");
        return DataLists.read(file);
    }

    private Path beside(String text) throws IOException {
        return Files.writeString(folder.resolve("unlabeled.json"), text);
    }

    private static List<String> sentences(DataList list) {
        return list.problems().stream().filter(Problem.Fault.class::isInstance).map(Problem::sentence).toList();
    }

    @Test
    void aFileBesideAFolder() throws IOException {
        beside("{\"b\": [\"label 2\", 4], \"a\": []}");
        DataList list = DataLists.read(folder);
        assertEquals(Map.of("b", Set.of("label 2", "4")), list.unlabeled());
        assertEquals(List.of(), sentences(list));
        Path other = Files.writeString(folder.resolve("other.json"), "{\"a\": \"label 2\"}");
        assertEquals(Map.of("a", Set.of("label 2")), DataLists.read(folder, DataListOptions.DEFAULT.withUnlabeled(other)).unlabeled());
        assertEquals(Map.of(), list.withCases(list.cases().subList(0, 1)).unlabeled());
    }

    @Test
    void aKeyOfAListIsWrittenAndReadAgain() throws IOException {
        DataList list = list("{\"0\": \"background\", \"1\": \"edema\", \"4\": \"core\"}", ", \"unlabeled\": {\"a\": [\"core\"], \"b\": 1}");
        assertEquals(List.of(), sentences(list));
        assertEquals(Map.of("a", Set.of("core"), "b", Set.of("1")), list.unlabeled());
        Path written = folder.resolve("written.json");
        DataLists.writeDecathlon(list, written);
        assertEquals(list.unlabeled(), DataLists.read(written).unlabeled());
        // Both may say the same, but nothing else.
        beside("{\"a\": [\"core\"], \"b\": [\"1\"]}");
        assertEquals(List.of(), sentences(DataLists.read(written)));
        Path file = beside("{\"a\": [\"core\"]}");
        assertEquals(List.of(written + ": has \"unlabeled\", and " + file + " says something else; expected one of the two"),
                sentences(DataLists.read(written)));
        Path asked = Files.writeString(folder.resolve("asked.json"), "{}");
        assertEquals(Map.of(), DataLists.read(written, DataListOptions.DEFAULT.withUnlabeled(asked)).unlabeled());
        DataLists.writeNnunet(list.withMeaning(List.of("T1"), LabelScheme.classes(List.of("background", "edema", "core"))),
                folder.resolve("dataset.json"));
        Files.delete(file);
        assertEquals(list.unlabeled(), DataLists.read(folder.resolve("dataset.json")).unlabeled());
    }

    @Test
    void unknownCasesAndLabelsAreListed() throws IOException {
        DataList list = list("{\"0\": \"background\", \"1\": \"edema\", \"4\": \"core\"}",
                ", \"unlabeled\": {\"c\": [\"core\"], \"a\": [\"cor\", \"background\", 0, \"\"], \"d\\u001b[2J\": []}");
        assertEquals(List.of(folder.resolve("list.json") + ": unlabeled labels are named of cases that are not in the data set: c, d\\u001b[2J",
                folder.resolve("list.json") + ": unlabeled are labels that the data set doesn't have: \"\", 0, background, cor; expected some of"
                + " 1, 4, core, edema"), sentences(list));
        for (String wrong : List.of("3", "[]", "{\"a\": {\"core\": true}}", "{\"a\": [[1]]}", "{\"a\": [0.5]}", "{\"a\": [true]}")) {
            assertThrows(MalformedFileException.class, () -> list("{}", ", \"unlabeled\": " + wrong), wrong);
        }
        for (String wrong : List.of("", "[]", "{\"a\": [1], \"a\": [2]}", "{\"a\": ")) {
            assertThrows(MalformedFileException.class, () -> DataLists.read(folder, DataListOptions.DEFAULT.withUnlabeled(beside(wrong))), wrong);
        }
        Files.delete(folder.resolve("unlabeled.json"));
        assertTrue(assertThrows(IOException.class, () -> DataLists.read(folder, DataListOptions.DEFAULT.withUnlabeled(folder.resolve("none.json"))))
                .getMessage().contains("none.json"));
    }
}
