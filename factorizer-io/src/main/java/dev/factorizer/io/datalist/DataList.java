package dev.factorizer.io.datalist;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A data set: which files make its cases, and what they mean.
 *
 * @param name what it is called
 * @param form how it says what its cases are
 * @param source the file or folder it was read from
 * @param channels the names of the channels in order; empty if the data set doesn't say how many there are
 * @param labels what the values in its labels mean
 * @param cases in the order of the list, or of their names
 * @param splits what a file of splits says; empty if there is none: then the folds of the cases count
 * @param unlabeled by the id of a case: the labels that were not looked for in it, by name or value, in order; none where all were
 * @param problems what was wrong with the list; the images are not looked at
 */
public record DataList(String name, DataListForm form, Path source, List<String> channels, LabelScheme labels, List<DataCase> cases,
        List<Split> splits, Map<String, Set<String>> unlabeled, List<Problem> problems) {
    /** Copies the lists. */
    public DataList {
        channels = List.copyOf(channels);
        cases = List.copyOf(cases);
        splits = List.copyOf(splits);
        Map<String, Set<String>> copy = new TreeMap<>();
        unlabeled.forEach((id, missing) -> copy.put(id, Collections.unmodifiableSet(new TreeSet<>(missing))));
        unlabeled = Collections.unmodifiableMap(copy);
        problems = List.copyOf(problems);
    }

    /**
     * {@return the cases of a part}
     *
     * @param part what they are for
     */
    public List<DataCase> cases(CasePart part) {
        return cases.stream().filter(one -> one.part() == part).toList();
    }

    /** {@return how many folds there are; 0 if the cases are not divided} */
    public int folds() {
        OptionalInt last = cases(CasePart.TRAINING).stream().map(DataCase::fold).filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt).max();
        return !splits.isEmpty() ? splits.size() : last.isPresent() ? last.getAsInt() + 1 : 0;
    }

    /**
     * The same with other cases.
     *
     * @param others the cases
     * @return the list, without a file of splits
     */
    public DataList withCases(List<DataCase> others) {
        Set<String> ids = others.stream().map(DataCase::id).collect(Collectors.toSet());
        Map<String, Set<String>> rest = new TreeMap<>(unlabeled);
        rest.keySet().retainAll(ids);
        return new DataList(name, form, source, channels, labels, others, List.of(), rest, problems);
    }

    /**
     * The same for another use, such as a model that has its own names.
     *
     * @param names of the channels
     * @param meanings of the labels
     * @return the list
     */
    public DataList withMeaning(List<String> names, LabelScheme meanings) {
        return new DataList(name, form, source, names, meanings, cases, splits, unlabeled, problems);
    }

    /** {@return the same with ids as another file of splits has them} */
    DataList withSplits(List<Split> others, List<Problem> more) {
        return new DataList(name, form, source, channels, labels, cases, others, unlabeled, more);
    }

    /**
     * The same, some of whose cases are labeled in part.
     *
     * @param missing by the id of a case: the labels that were not looked for in it, by name or value
     * @return the list
     */
    public DataList withUnlabeled(Map<String, Set<String>> missing) {
        return withUnlabeled(missing, List.of());
    }

    DataList withUnlabeled(Map<String, Set<String>> missing, List<Problem> more) {
        List<Problem> all = new ArrayList<>(problems);
        all.addAll(more);
        return new DataList(name, form, source, channels, labels, cases, splits, missing, all);
    }
}
