package dev.factorizer.io.datalist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MismatchException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {
    private static final int CASES = 23;

    private static DataCase one(String id, String subject, CasePart part, int fold) {
        return new DataCase(id, subject, part, List.of(Path.of(id + ".nii.gz")), Optional.empty(),
                fold < 0 ? OptionalInt.empty() : OptionalInt.of(fold));
    }

    private static DataList list(List<DataCase> cases, Split... splits) {
        return new DataList("test", DataListForm.DECATHLON, Path.of("list.json"), List.of("T1"), LabelScheme.UNKNOWN, cases, List.of(splits),
                Map.of(), List.of());
    }

    private static DataList numbered(int count) {
        return list(IntStream.range(0, count).mapToObj(i -> "case" + (1000 + i)).map(id -> one(id, id, CasePart.TRAINING, -1)).toList());
    }

    private static List<Integer> folds(DataList list) {
        return list.cases().stream().map(one -> one.fold().orElseThrow()).toList();
    }

    /** {@code KFold(5, shuffle=True, random_state=12345)} of scikit-learn 1.9.1 gives these. */
    @Test
    void foldsOfNnunet() {
        assertEquals(List.of(1, 4, 4, 0, 4, 4, 2, 1, 0, 3, 0, 2, 1, 3, 2, 1, 1, 0, 2, 0, 2, 3, 3),
                folds(Folds.kFold(numbered(CASES), 5, Folds.NNUNET_SEED)));
        List<Integer> many = folds(Folds.kFold(numbered(700), 5, Folds.NNUNET_SEED));
        assertEquals(482004, IntStream.range(0, 700).map(i -> (i + 1) * many.get(i)).sum());
        assertEquals(List.of(3, 1, 1, 0, 1, 2, 2, 2, 0, 2, 2, 0, 0, 2, 0, 1, 1, 3, 0, 3), many.subList(680, 700));
    }

    private static Map<String, Double> volumes(DataList list) {
        Map<String, Double> volumes = new HashMap<>();
        for (int i = 0; i < list.cases().size(); i++) {
            volumes.put(list.cases().get(i).id(), i * 7919 % 101 * 10.0 + (i % 4 == 0 ? 3000 : 0));
        }
        return volumes;
    }

    /**
     * {@code StratifiedKFold(5, shuffle=True, random_state=42)} of scikit-learn 1.9.1 over {@code numpy.digitize(volumes,
     * numpy.histogram(volumes, bins=5)[1][:-1])} gives these.
     */
    @Test
    void foldsOfTheRecipes() {
        DataList list = numbered(CASES);
        assertEquals(List.of(0, 4, 0, 3, 0, 0, 3, 1, 2, 2, 1, 0, 3, 4, 1, 2, 1, 2, 3, 1, 4, 2, 4),
                folds(Folds.stratified(list, volumes(list), 5, 5, Folds.RECIPE_SEED)));
        Map<String, Double> equal = volumes(list);
        equal.replaceAll((_, _) -> 0.0);
        assertEquals(List.of(3, 1, 0, 1, 3, 2, 0, 2, 1, 0, 2, 4, 0, 0, 3, 3, 4, 4, 1, 2, 2, 4, 1),
                folds(Folds.stratified(list, equal, 5, 5, Folds.RECIPE_SEED)));
    }

    @Test
    void casesOfASubjectStayTogether() {
        List<DataCase> cases = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            cases.add(one("case" + i, "subject" + i / 3, CasePart.TRAINING, -1));
        }
        cases.add(one("other", "subject0", CasePart.TEST, -1));
        DataList list = list(cases);
        Map<String, Double> volumes = volumes(list);
        for (DataList divided : List.of(Folds.kFold(list, 5, 1), Folds.stratified(list, volumes, 3, 5, 1))) {
            assertEquals(OptionalInt.empty(), divided.cases().getLast().fold());
            assertEquals(5, divided.folds());
            Set<String> seen = new HashSet<>();
            for (int fold = 0; fold < 5; fold++) {
                Fold one = Fold.of(divided, fold);
                assertEquals(40, one.training().size() + one.validation().size());
                assertTrue(one.validation().size() >= 4, one::toString);
                one.validation().forEach(validation -> assertTrue(seen.add(validation.id())));
            }
        }
        assertEquals(List.of("other.nii.gz: is of subject subject0 and among the validation cases of the test, which is trained with"
                + " case0.nii.gz of the same subject; put both on one side"),
                Folds.leaks(Folds.kFold(list, 5, 1)).stream().map(Problem::sentence).toList());
    }

    @Test
    void aFoldThatLeaksNamesBoth() {
        DataList list = list(List.of(one("a1", "a", CasePart.TRAINING, 0), one("a2", "a", CasePart.TRAINING, 1),
                one("b", "b", CasePart.TRAINING, 1)));
        MismatchException failure = assertThrows(MismatchException.class, () -> Fold.of(list, 1));
        assertEquals("data list test: fold 1 has the same on both sides:\n  a2.nii.gz: is of subject a and among the validation cases of"
                + " fold 1, which is trained with a1.nii.gz of the same subject; put both on one side", failure.getMessage());
        assertEquals(1, Folds.leaks(list).size(), "once for both folds");
        DataList split = list(list.cases(), new Split(List.of("a1", "b"), List.of("b")));
        assertTrue(assertThrows(MismatchException.class, () -> Fold.of(split, 0)).getMessage().endsWith("trained with b.nii.gz, the same"
                + " case; put both on one side"));
    }

    @Test
    void foldsAsTheyAreSaid() {
        List<DataCase> cases = List.of(one("a", "a", CasePart.TRAINING, -1), one("b", "b", CasePart.TRAINING, -1),
                one("v", "v", CasePart.VALIDATION, -1), one("t", "t", CasePart.TEST, -1));
        assertEquals(List.of(List.of("a", "b"), List.of("v")), sides(Fold.of(list(cases), 0)));
        assertEquals(List.of(List.of("b"), List.of("a")), sides(Fold.of(list(cases, new Split(List.of("b"), List.of("a"))), 0)));
        assertEquals("data list test: there is no fold 1, expected 0 to 0",
                assertThrows(IllegalArgumentException.class, () -> Fold.of(list(cases), 1)).getMessage());
        assertEquals("data list test: there is no fold 0, expected a list with folds; divide it by Folds",
                assertThrows(IllegalArgumentException.class, () -> Fold.of(numbered(3), 0)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> one("a", "a", CasePart.TRAINING, DataCase.LAST_FOLD + 1));
    }

    private static List<List<String>> sides(Fold fold) {
        return List.of(fold.training(), fold.validation()).stream().map(side -> side.stream().map(DataCase::id).collect(Collectors.toList()))
                .toList();
    }

    @Test
    void whatCannotBeDivided() {
        assertEquals("data list test: 5 folds of 4 subjects, expected at least 2 folds and a subject for each",
                assertThrows(IllegalArgumentException.class, () -> Folds.kFold(numbered(4), 5, 1)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Folds.kFold(numbered(4), 1, 1));
        DataList list = numbered(CASES);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Folds.stratified(list, Map.of(), 5, 5, 1)).getMessage()
                .startsWith("data list test: the volume of case case1000 is null, expected one"));
        assertThrows(IllegalArgumentException.class, () -> Folds.stratified(list, volumes(list), 0, 5, 1));
        Map<String, Double> spread = new HashMap<>();
        list.cases().forEach(one -> spread.put(one.id(), (double) spread.size()));
        assertEquals("data list test: no bin of volumes has as many as 5 subjects, expected fewer bins or folds",
                assertThrows(IllegalArgumentException.class, () -> Folds.stratified(list, spread, 20, 5, 1)).getMessage());
    }
}
