package dev.factorizer.io.datalist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Divides training cases into folds. Seeds give the folds of scikit-learn, so that results can be compared with those of the authors
 * and of nnU-Net; but cases of one subject stay together: subjects are divided, which is the same where each has one case.
 */
public final class Folds {
    /** nnU-Net's seed. */
    public static final int NNUNET_SEED = 12345;
    /** The seed of the authors' recipes. */
    public static final int RECIPE_SEED = 42;

    private Folds() { }

    /**
     * Divides as nnU-Net does by default: scikit-learn's {@code KFold} with shuffling, over the ids in order.
     *
     * @param list the data set
     * @param folds how many, at least 2
     * @param seed such as {@link #NNUNET_SEED}
     * @return the data set, each training case with the fold in which it is used for validation
     * @throws IllegalArgumentException if there are fewer subjects than folds
     */
    public static DataList kFold(DataList list, int folds, int seed) {
        List<String> subjects = list.cases(CasePart.TRAINING).stream().sorted(Comparator.comparing(DataCase::id)).map(DataCase::subject)
                .distinct().toList();
        requireEnough(list, subjects.size(), folds);
        int[] order = new int[subjects.size()];
        Arrays.setAll(order, i -> i);
        new NumpyRandom(seed).shuffle(order);
        Map<String, Integer> numbers = new HashMap<>();
        int at = 0;
        for (int fold = 0; fold < folds; fold++) {
            int size = order.length / folds + (fold < order.length % folds ? 1 : 0);
            for (int i = 0; i < size; i++) {
                numbers.put(subjects.get(order[at++]), fold);
            }
        }
        return numbered(list, numbers);
    }

    /**
     * Divides as the authors' recipes do: scikit-learn's {@code StratifiedKFold} with shuffling, so that each fold has its share of
     * small and large volumes of a label. The volumes are divided into bins of equal width.
     *
     * @param list the data set
     * @param volumes for each training case by its id, the volume in mm³; those of a subject are added
     * @param bins how many bins of volumes, 5 in the recipes
     * @param folds how many, at least 2, 5 in the recipes
     * @param seed such as {@link #RECIPE_SEED}
     * @return the data set, each training case with the fold in which it is used for validation
     * @throws IllegalArgumentException if a volume is missing, or each bin has fewer subjects than there are folds
     */
    public static DataList stratified(DataList list, Map<String, Double> volumes, int bins, int folds, int seed) {
        Map<String, Double> subjects = new LinkedHashMap<>();
        for (DataCase one : list.cases(CasePart.TRAINING)) {
            Double volume = volumes.get(one.id());
            if (volume == null || !(volume >= 0) || volume.isInfinite()) {
                throw new IllegalArgumentException("data list " + list.name() + ": the volume of case " + one.id() + " is " + volume
                        + ", expected one of at least 0 mm³ for each training case");
            }
            subjects.merge(one.subject(), volume, Double::sum);
        }
        requireEnough(list, subjects.size(), folds);
        int[] strata = strata(subjects.values().stream().mapToDouble(Double::doubleValue).toArray(), bins);
        int count = Arrays.stream(strata).max().orElseThrow() + 1;
        long largest = Arrays.stream(strata).boxed().collect(Collectors.groupingBy(Function.identity(), Collectors.counting())).values()
                .stream().max(Comparator.naturalOrder()).orElseThrow();
        if (largest < folds) {
            throw new IllegalArgumentException("data list " + list.name() + ": no bin of volumes has as many as " + folds
                    + " subjects, expected fewer bins or folds");
        }
        int[] numbers = deal(strata, count, folds, new NumpyRandom(seed));
        Map<String, Integer> bySubject = new HashMap<>();
        int at = 0;
        for (String subject : subjects.keySet()) {
            bySubject.put(subject, numbers[at++]);
        }
        return numbered(list, bySubject);
    }

    private static void requireEnough(DataList list, int subjects, int folds) {
        if (folds < 2 || subjects < folds) {
            throw new IllegalArgumentException("data list " + list.name() + ": " + folds + " folds of " + subjects
                    + " subjects, expected at least 2 folds and a subject for each");
        }
    }

    /** The bin of each volume, numbered in the order in which they first occur. */
    private static int[] strata(double[] volumes, int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("folds: " + bins + " bins of volumes, expected at least 1");
        }
        double least = Arrays.stream(volumes).min().orElseThrow();
        double most = Arrays.stream(volumes).max().orElseThrow();
        double from = most > least ? least : least - 0.5;
        double step = (most > least ? most - least : 1) / bins;
        Map<Integer, Integer> numbers = new HashMap<>();
        int[] strata = new int[volumes.length];
        for (int i = 0; i < volumes.length; i++) {
            int bin = 0;
            while (bin + 1 < bins && volumes[i] >= (bin + 1) * step + from) {
                bin++;
            }
            strata[i] = numbers.computeIfAbsent(bin, _ -> numbers.size());
        }
        return strata;
    }

    /** In order of their strata, subjects are dealt to the folds in turn; that says how many a fold gets of each; which, is drawn. */
    private static int[] deal(int[] strata, int count, int folds, NumpyRandom random) {
        int[] sorted = strata.clone();
        Arrays.sort(sorted);
        int[][] share = new int[count][folds];
        for (int i = 0; i < sorted.length; i++) {
            share[sorted[i]][i % folds]++;
        }
        int[] numbers = new int[strata.length];
        for (int stratum = 0; stratum < count; stratum++) {
            int[] hand = new int[Arrays.stream(share[stratum]).sum()];
            int at = 0;
            for (int fold = 0; fold < folds; fold++) {
                Arrays.fill(hand, at, at += share[stratum][fold], fold);
            }
            random.shuffle(hand);
            at = 0;
            for (int i = 0; i < strata.length; i++) {
                if (strata[i] == stratum) {
                    numbers[i] = hand[at++];
                }
            }
        }
        return numbers;
    }

    private static DataList numbered(DataList list, Map<String, Integer> numbers) {
        return list.withCases(list.cases().stream().map(one -> one.part() == CasePart.TRAINING
                ? one.withFold(Objects.requireNonNull(numbers.get(one.subject()), "a subject has no fold")) : one).toList());
    }

    /**
     * {@return the folds of a data set as {@link Fold#of} has them, not held against each other}
     *
     * @param list the data set
     */
    public static List<Fold> all(DataList list) {
        List<DataCase> training = list.cases(CasePart.TRAINING);
        List<Fold> folds = new ArrayList<>();
        if (!list.splits().isEmpty()) {
            Map<String, DataCase> byId = list.cases().stream().collect(Collectors.toMap(DataCase::id, one -> one, (first, _) -> first));
            for (Split split : list.splits()) {
                folds.add(new Fold("fold " + folds.size(), cases(split.training(), byId), cases(split.validation(), byId)));
            }
            return folds;
        }
        for (int number = 0; number < list.folds(); number++) {
            int fold = number;
            folds.add(new Fold("fold " + fold, training.stream().filter(one -> one.fold().orElse(-1) != fold).toList(),
                    training.stream().filter(one -> one.fold().orElse(-1) == fold).toList()));
        }
        if (folds.isEmpty() && !list.cases(CasePart.VALIDATION).isEmpty()) {
            folds.add(new Fold("fold 0", training, list.cases(CasePart.VALIDATION)));
        }
        return folds;
    }

    private static List<DataCase> cases(List<String> ids, Map<String, DataCase> byId) {
        return ids.stream().filter(byId::containsKey).map(byId::get).toList();
    }

    /**
     * {@return all pairs of sides that must have nothing in common: the folds, and the training cases against those for validation and
     * for the test}
     *
     * @param list the data set
     */
    public static List<Fold> sides(DataList list) {
        List<Fold> sides = new ArrayList<>(all(list));
        List<DataCase> known = list.cases().stream().filter(one -> one.part() != CasePart.TEST).toList();
        sides.add(new Fold("the training", list.cases(CasePart.TRAINING), list.cases(CasePart.VALIDATION)));
        sides.add(new Fold("the test", known, list.cases(CasePart.TEST)));
        return sides;
    }

    /**
     * {@return a fault for each pair of cases of one subject that a fold, or the test, has on both sides}
     *
     * @param list the data set
     */
    public static List<Problem> leaks(DataList list) {
        List<Problem> leaks = new ArrayList<>();
        Set<Set<String>> told = new HashSet<>();
        for (Fold fold : sides(list)) {
            for (Fold.Pair pair : fold.pairs()) {
                if (told.add(pair.ids())) {
                    leaks.add(fold.leak(pair));
                }
            }
        }
        return leaks;
    }

    static List<Split> splits(DataList list) {
        return all(list).stream().map(Fold::split).toList();
    }
}
