package dev.factorizer.models.variants;

import java.util.List;

/**
 * How good and how fast a variant is.
 *
 * @param variant which
 * @param seconds for a case, from the scan to its segmentation without reading it: the mean over the cases of the fastest run
 * @param regions the regions, in the model's order
 * @param table the metrics of each case and region
 */
public record VariantScore(Variant variant, double seconds, List<RegionScore> regions, MetricTable table) {
    /** Copies the list. */
    public VariantScore {
        regions = List.copyOf(regions);
    }
}
