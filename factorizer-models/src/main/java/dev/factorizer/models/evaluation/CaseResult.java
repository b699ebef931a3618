package dev.factorizer.models.evaluation;

import java.util.List;

/**
 * What was measured of a case.
 *
 * @param name of the case
 * @param reference what it should be
 * @param prediction what was found
 * @param regions a result for each region of the settings, in their order
 */
public record CaseResult(String name, ComparedFile reference, ComparedFile prediction, List<RegionResult> regions) {
    /** Copies the list. */
    public CaseResult {
        regions = List.copyOf(regions);
    }

    /**
     * {@return what was measured of a region}
     *
     * @param region its name
     * @throws IllegalArgumentException if the case has no such region
     */
    public RegionResult region(String region) {
        return regions.stream().filter(one -> one.region().equals(region)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "case " + name + ": there is no region " + region + ", expected one of "
                + regions.stream().map(RegionResult::region).toList()));
    }
}
