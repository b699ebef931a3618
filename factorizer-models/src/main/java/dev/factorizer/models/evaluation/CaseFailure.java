package dev.factorizer.models.evaluation;

/**
 * A region of a case that was segmented badly.
 *
 * @param name of the case
 * @param region what
 * @param dice its Dice; 1 where neither has the region
 * @param belowBound whether that is below the bound of the settings
 * @param missed whether the region is there and nothing of it was predicted
 * @param falsePositive whether it was predicted where the case has none
 * @param missedLesions lesions of the reference that the prediction doesn't touch
 * @param falseLesions predicted lesions that touch none of the reference
 */
public record CaseFailure(String name, String region, double dice, boolean belowBound, boolean missed, boolean falsePositive,
        int missedLesions, int falseLesions) {
    /** A region of a case, bad or not. */
    static CaseFailure of(CaseResult one, RegionResult region, double bound) {
        return new CaseFailure(one.name(), region.region(), region.dice(), region.dice() < bound, region.isMissed(), region.isFalse(),
                region.lesions().missed(), region.lesions().falsePositives());
    }

    /** Whether anything is bad. */
    boolean isAny() {
        return belowBound || missed || falsePositive || missedLesions > 0 || falseLesions > 0;
    }
}
