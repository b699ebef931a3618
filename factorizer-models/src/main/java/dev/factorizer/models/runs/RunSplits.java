package dev.factorizer.models.runs;

import dev.factorizer.io.datalist.CasePart;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.DataLists;
import dev.factorizer.io.datalist.Fold;
import dev.factorizer.io.datalist.Folds;
import dev.factorizer.io.datalist.Split;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.models.recipes.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a run divides its cases: as the data set says, else as the recipe does. Stored in its folder, so that all who look there later
 * divide them so.
 *
 * @param folder the run's folder
 * @param list the data set
 * @param recipe how cases are divided where the data set doesn't say
 */
record RunSplits(RunFolder folder, DataList list, Recipe recipe) {
    private DataList divided() {
        boolean isDivided = list.folds() > 0 || !list.cases(CasePart.VALIDATION).isEmpty();
        return isDivided ? list : Folds.kFold(list, recipe.folds().count(), recipe.folds().seed());
    }

    /** How many folds there are. */
    int count() {
        return Folds.all(divided()).size();
    }

    /**
     * Stores the splits, or compares them with the stored ones.
     *
     * @throws MismatchException if the stored ones differ
     */
    void keep() throws IOException {
        DataList divided = divided();
        if (!Files.exists(folder.splits())) {
            DataLists.writeSplits(divided, folder.splits());
            return;
        }
        List<Split> stored = DataLists.withSplits(list, folder.splits()).splits();
        List<Fold> folds = Folds.all(divided);
        List<String> differences = new ArrayList<>();
        if (stored.size() != folds.size()) {
            differences.add("there are " + folds.size() + " folds, expected " + stored.size());
        }
        for (int i = 0; i < Math.min(stored.size(), folds.size()); i++) {
            Set<String> all = new HashSet<>(stored.get(i).training());
            Set<String> validation = new HashSet<>(stored.get(i).validation());
            Set<String> now = ids(folds.get(i).training());
            if (!all.equals(now) || !validation.equals(ids(folds.get(i).validation()))) {
                differences.add("fold " + i + " has " + folds.get(i).training().size() + " cases to train on and "
                        + folds.get(i).validation().size() + " to validate with, expected the " + all.size() + " and " + validation.size()
                        + " of the file" + example(all, now));
            }
        }
        if (!differences.isEmpty()) {
            throw new MismatchException(folder.splits() + ": the trainings here divide the cases in another way; go on with the same data set"
                    + " and splits, or train into another folder", differences);
        }
    }

    private static String example(Set<String> stored, Set<String> now) {
        return Stream.concat(stored.stream().filter(id -> !now.contains(id)), now.stream().filter(id -> !stored.contains(id))).sorted()
                .findFirst().map(id -> ", such as " + id).orElse("");
    }

    private static Set<String> ids(List<DataCase> cases) {
        Set<String> ids = new HashSet<>();
        cases.forEach(one -> ids.add(one.id()));
        return ids;
    }

    /**
     * A fold.
     *
     * @param number from 0
     * @throws MismatchException if a subject is on both sides
     */
    Fold fold(int number) {
        Fold fold = Fold.of(divided(), number);
        if (fold.training().isEmpty() || fold.validation().isEmpty()) {
            throw new IllegalArgumentException("data list " + list.name() + ": " + fold.name() + " has " + fold.training().size()
                    + " cases to train on and " + fold.validation().size() + " to validate with, expected at least one of each");
        }
        return fold;
    }

    /** All cases with a label map, without any to validate with. */
    Fold all() {
        List<DataCase> cases = list.cases().stream().filter(one -> one.part() != CasePart.TEST && one.label().isPresent()).toList();
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("data list " + list.name() + ": has no case with a label map to train on");
        }
        return new Fold("all cases", cases, List.of());
    }
}
