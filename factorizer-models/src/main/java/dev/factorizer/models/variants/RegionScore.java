package dev.factorizer.models.variants;

/**
 * How well a variant finds a region.
 *
 * @param region its name
 * @param dice the mean overlap with the truth over the cases that have the region, 0 to 1; not a number if none has
 * @param cases how many cases have the region
 * @param agreement the mean overlap with what the first variant finds, over all cases, 0 to 1; 1 where both find nothing
 */
public record RegionScore(String region, double dice, int cases, double agreement) { }
