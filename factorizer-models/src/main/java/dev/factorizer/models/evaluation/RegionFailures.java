package dev.factorizer.models.evaluation;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * How often a region was segmented badly.
 *
 * @param region its name
 * @param cases how many cases were measured
 * @param belowBound cases whose Dice is below the bound of the settings; where neither has the region it is 1
 * @param missed cases that have the region, of which nothing was predicted
 * @param falsePositives cases without the region where some was predicted
 * @param lesions of all references
 * @param missedLesions those that no prediction touches
 * @param falseLesions predicted ones that touch none of the reference
 */
public record RegionFailures(String region, int cases, int belowBound, int missed, int falsePositives, long lesions, long missedLesions,
        long falseLesions) {
    /** The failures of a region in all cases. */
    static RegionFailures of(String region, List<RegionResult> results, double bound) {
        return new RegionFailures(region, results.size(), count(results, one -> one.dice() < bound), count(results, RegionResult::isMissed),
                count(results, RegionResult::isFalse), sum(results, LesionCounts::reference), sum(results, LesionCounts::missed),
                sum(results, LesionCounts::falsePositives));
    }

    private static int count(List<RegionResult> results, Predicate<RegionResult> which) {
        return (int) results.stream().filter(which).count();
    }

    private static long sum(List<RegionResult> results, ToLongFunction<LesionCounts> number) {
        return results.stream().map(RegionResult::lesions).mapToLong(number).sum();
    }

    /** {@return the share of cases whose Dice is below the bound, 0 to 1} */
    public double share() {
        return (double) belowBound / cases;
    }
}
