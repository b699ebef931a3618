package dev.factorizer.models.evaluation;

import dev.factorizer.models.statistics.MeanEstimate;

/**
 * The mean of a metric of a region over all cases.
 *
 * @param region the region
 * @param metric the name of the metric
 * @param estimate the mean with its interval, the number of cases, and what is not in it
 */
public record RegionMean(String region, String metric, MeanEstimate estimate) { }
