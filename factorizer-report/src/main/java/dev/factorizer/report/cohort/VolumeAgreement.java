package dev.factorizer.report.cohort;

import dev.factorizer.models.evaluation.CaseResult;
import dev.factorizer.models.evaluation.RegionResult;
import java.util.ArrayList;
import java.util.List;

/**
 * How the volumes of a region agree (Bland and Altman 1986): differences over means, the mean difference, and where 95 % of the differences
 * would lie if they were normally distributed.
 *
 * @param pairs the volumes of each case
 * @param bias the mean of what was found less what is there, in ml
 * @param deviation the standard deviation of the differences (n − 1); not a number for fewer than two
 */
public record VolumeAgreement(List<Pair> pairs, double bias, double deviation) {
    private static final double NORMAL_95 = 1.959963984540054;

    /** Copies the list. */
    public VolumeAgreement {
        pairs = List.copyOf(pairs);
    }

    /**
     * The volumes of a case.
     *
     * @param name of the case
     * @param target what is there, in ml
     * @param found what was found, in ml
     */
    public record Pair(String name, double target, double found) {
        /** {@return the mean of both, in ml} */
        public double mean() {
            return (target + found) / 2;
        }

        /** {@return what was found less what is there, in ml} */
        public double difference() {
            return found - target;
        }
    }

    /**
     * {@return the agreement over all cases with finite volumes}
     *
     * @param cohort the cases
     * @param region its name
     */
    public static VolumeAgreement of(Cohort cohort, String region) {
        List<Pair> pairs = new ArrayList<>();
        for (CaseResult one : cohort.cases()) {
            RegionResult result = one.region(region);
            if (Double.isFinite(result.referenceMilliliters()) && Double.isFinite(result.predictionMilliliters())) {
                pairs.add(new Pair(one.name(), result.referenceMilliliters(), result.predictionMilliliters()));
            }
        }
        double bias = pairs.stream().mapToDouble(Pair::difference).sum() / pairs.size();
        double squares = pairs.stream().mapToDouble(pair -> (pair.difference() - bias) * (pair.difference() - bias)).sum();
        return new VolumeAgreement(pairs, bias, pairs.size() < 2 ? Double.NaN : Math.sqrt(squares / (pairs.size() - 1)));
    }

    /** {@return the lower limit of agreement, in ml} */
    public double lower() {
        return bias - NORMAL_95 * deviation;
    }

    /** {@return the upper limit of agreement, in ml} */
    public double upper() {
        return bias + NORMAL_95 * deviation;
    }
}
