package dev.factorizer.models.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Whether values of the same cases differ: the signed-rank test (Wilcoxon 1945), two-sided. Equal values are left out of the ranks, as
 * Wilcoxon did it. Without ties the p value is exact for up to 50 cases, else it is that of the normal distribution with the correction
 * for continuity.
 *
 * @param pairs cases whose values are both finite
 * @param leftOut cases with a value that is infinite or not a number
 * @param median of the differences, second minus first, over the pairs; not a number if there is none
 * @param larger pairs whose second value is larger
 * @param smaller pairs whose second value is smaller
 * @param rankCorrelation how much of the ranks is on one side, 1 where the second is always larger, −1 where it is always smaller, 0
 *     where neither is (the matched-pairs rank-biserial correlation, Kerby 2014)
 * @param pValue how likely ranks as far from 0 or farther are if there is no difference; 1 where all values are equal
 */
public record PairedDifference(int pairs, int leftOut, double median, int larger, int smaller, double rankCorrelation, double pValue) {
    /** With fewer unequal pairs even the clearest difference has a p value above 0.05. */
    public static final int FEWEST = 6;

    /**
     * Compares values.
     *
     * @param first a value for each case
     * @param second the values of the same cases in the same order
     * @return how they differ
     * @throws IllegalArgumentException if these are not as many
     */
    public static PairedDifference of(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException("signed ranks: found " + first.length + " and " + second.length
                    + " values, expected one of each for each case");
        }
        double[] differences = IntStream.range(0, first.length).filter(i -> Double.isFinite(first[i]) && Double.isFinite(second[i]))
                .mapToDouble(i -> second[i] - first[i]).toArray();
        double[] unequal = Arrays.stream(differences).filter(difference -> difference != 0).toArray();
        int larger = (int) Arrays.stream(unequal).filter(difference -> difference > 0).count();
        int leftOut = first.length - differences.length;
        if (unequal.length == 0) {
            return new PairedDifference(differences.length, leftOut, median(differences), 0, 0, 0, 1);
        }
        WilcoxonSignedRankTest.Result found = WilcoxonSignedRankTest.withDefaults().test(unequal);
        double allRanks = unequal.length * (unequal.length + 1.0) / 2;
        return new PairedDifference(differences.length, leftOut, median(differences), larger, unequal.length - larger,
                2 * found.getStatistic() / allRanks - 1, found.getPValue());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length == 0 ? Double.NaN : sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** {@return whether there are too few unequal pairs for any difference to be shown} */
    public boolean hasFewPairs() {
        return larger + smaller < FEWEST;
    }
}
