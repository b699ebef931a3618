package dev.factorizer.io.datalist;

import dev.factorizer.io.files.MismatchException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A split of cases: one side to train on, the other to validate with.
 *
 * @param name such as {@code fold 0}
 * @param training the cases to train on
 * @param validation the others
 */
public record Fold(String name, List<DataCase> training, List<DataCase> validation) {
    /** Copies the lists. */
    public Fold {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }

    /**
     * A fold of a data set: those of its file of splits; else the cases with this number against the other training cases; else, if no
     * case has a number, fold 0 is its validation cases against its training cases.
     *
     * @param list the data set
     * @param number from 0
     * @return the fold
     * @throws MismatchException if a subject is on both sides
     * @throws IllegalArgumentException if there is no such fold
     */
    public static Fold of(DataList list, int number) {
        List<Fold> all = Folds.all(list);
        if (number < 0 || number >= all.size()) {
            throw new IllegalArgumentException("data list " + list.name() + ": there is no fold " + number + ", expected "
                    + (all.isEmpty() ? "a list with folds; divide it by Folds" : "0 to " + (all.size() - 1)));
        }
        Fold fold = all.get(number);
        List<Problem> leaks = fold.leaks();
        if (!leaks.isEmpty()) {
            throw new MismatchException("data list " + list.name() + ": " + fold.name() + " has the same on both sides",
                    leaks.stream().map(Problem::sentence).toList());
        }
        return fold;
    }

    /**
     * {@return a fault for each subject that is on both sides, and for each case that is: it names both cases} What is measured on
     * them is too good to be true.
     */
    public List<Problem> leaks() {
        return pairs().stream().map(this::leak).toList();
    }

    /** Two cases that must not be on different sides. */
    record Pair(DataCase validation, DataCase training) {
        Set<String> ids() {
            return new HashSet<>(List.of(validation.id(), training.id()));
        }
    }

    List<Pair> pairs() {
        Map<String, DataCase> subjects = new HashMap<>();
        Map<String, DataCase> ids = new HashMap<>();
        training.forEach(one -> {
            subjects.putIfAbsent(one.subject(), one);
            ids.putIfAbsent(one.id(), one);
        });
        List<Pair> pairs = new ArrayList<>();
        for (DataCase one : validation) {
            DataCase other = ids.getOrDefault(one.id(), subjects.get(one.subject()));
            if (other != null) {
                pairs.add(new Pair(one, other));
            }
        }
        return pairs;
    }

    Problem leak(Pair pair) {
        DataCase one = pair.validation();
        DataCase other = pair.training();
        return new Problem.Fault(ProblemKind.LEAK, one.id(), one.images().getFirst() + ": is of subject " + one.subject() + " and among the"
                + " validation cases of " + name + ", which is trained with " + other.images().getFirst()
                + (other.id().equals(one.id()) ? ", the same case" : " of the same subject") + "; put both on one side");
    }

    Split split() {
        return new Split(training.stream().map(DataCase::id).toList(), validation.stream().map(DataCase::id).toList());
    }
}
