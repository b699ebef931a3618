package dev.factorizer.io.datalist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.Test;

/** What was written as a list is read as the same cases, channels, labels and splits. */
class WrittenListsTest {
    private Path folder;

    @BeforeProperty
    void make() throws IOException {
        folder = Files.createTempDirectory("lists");
    }

    @AfterProperty
    void remove() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings().withCharRange('a', 'z').withChars("Äß日 .'\"\\{}[]:,_-").ofMinLength(1).ofMaxLength(12)
                .filter(name -> !name.isBlank() && !Set.of(".", "..").contains(name) && !name.equals("ignore"));
    }

    @Provide
    Arbitrary<LabelScheme> labels() {
        Arbitrary<List<LabelMeaning>> classes = names().filter(name -> !name.matches("\\d+")).set().ofMinSize(0).ofMaxSize(5).map(names -> {
            List<LabelMeaning> meanings = new ArrayList<>();
            names.forEach(name -> meanings.add(new LabelMeaning(name, meanings.size())));
            return meanings;
        });
        return Combinators.combine(classes, Arbitraries.of(true, false), Arbitraries.of(true, false)).as((meanings, regions, ignored) -> {
            List<LabelMeaning> all = new ArrayList<>(meanings);
            if (regions && all.size() > 2) {
                all.set(1, new LabelMeaning(all.get(1).name(), List.of(1, 2)));
            }
            return new LabelScheme(all, regions && all.size() > 2 ? List.of(2, 1) : List.of(),
                    ignored && !all.isEmpty() ? OptionalInt.of(all.size()) : OptionalInt.empty());
        });
    }

    @Provide
    Arbitrary<List<DataCase>> cases() {
        Arbitrary<CasePart> parts = Arbitraries.of(CasePart.class);
        return Combinators.combine(names(), names(), parts, names().list().ofMinSize(1).ofMaxSize(3), names().optional(),
                Arbitraries.integers().between(-1, 4)).as((id, subject, part, images, label, fold) -> new DataCase(id, subject, part,
                images.stream().map(name -> Path.of("images", name + ".nii.gz")).toList(),
                label.map(name -> Path.of("labels", name + ".nii.gz")), fold < 0 ? OptionalInt.empty() : OptionalInt.of(fold)))
                .list().ofMinSize(1).ofMaxSize(6).uniqueElements(DataCase::id);
    }

    private List<DataCase> placed(List<DataCase> cases) {
        List<DataCase> placed = new ArrayList<>();
        for (CasePart part : CasePart.values()) {
            cases.stream().filter(one -> one.part() == part).forEach(one -> placed.add(new DataCase(one.id(), one.subject(), part,
                    one.images().stream().map(folder::resolve).toList(), one.label().map(folder::resolve), one.fold())));
        }
        return placed;
    }

    @Property(tries = 100)
    void listsOfTheDecathlon(@ForAll("cases") List<DataCase> cases, @ForAll("labels") LabelScheme labels) throws IOException {
        Path file = folder.resolve("list.json");
        DataList list = new DataList("the \"name\"\n", DataListForm.DECATHLON, file, List.of("T1", "FLAIR"), labels, placed(cases), List.of(),
                Map.of(), List.of());
        DataLists.writeDecathlon(list, file);
        assertEquals(list, DataLists.read(file));
    }

    @Property(tries = 100)
    void foldersOfNnunet(@ForAll("cases") List<DataCase> cases, @ForAll("labels") LabelScheme labels) throws IOException {
        Path file = folder.resolve("dataset.json");
        List<DataCase> training = placed(cases).stream().map(one -> new DataCase(one.id(), one.id(), CasePart.TRAINING, one.images(),
                one.label(), OptionalInt.empty())).toList();
        List<Split> splits = List.of(new Split(List.of(training.getFirst().id()), List.of(training.getLast().id())));
        DataList list = new DataList("n", DataListForm.NNUNET, file, List.of("T1"), labels, training, splits, Map.of(), List.of());
        DataLists.writeNnunet(list, file);
        DataList read = DataLists.read(file);
        assertEquals(training, read.cases());
        assertEquals(splits, read.splits());
        assertEquals(labels, read.labels());
        assertEquals(list.channels(), read.channels());
    }

    @Test
    void filesElsewhereAreNamedAbsolutely() throws IOException {
        make();
        try {
            Path file = folder.resolve("list.json");
            DataCase one = new DataCase("a", "a", CasePart.TRAINING, List.of(Path.of("/elsewhere/a.nii.gz")), Optional.empty(), OptionalInt.empty());
            DataList list = new DataList("n", DataListForm.DECATHLON, file, List.of(), LabelScheme.UNKNOWN, List.of(one), List.of(), Map.of(),
                    List.of());
            DataLists.writeDecathlon(list, file);
            assertThrows(IOException.class, () -> DataLists.read(file));
            assertEquals(list, DataLists.read(file, DataListOptions.DEFAULT.withFilesOutside()));
            assertEquals("data list n: has 0 named channels and 1 training cases, expected at least one of each for nnU-Net",
                    assertThrows(IllegalArgumentException.class, () -> DataLists.writeNnunet(list, file)).getMessage());
        } finally {
            remove();
        }
    }
}
