package dev.factorizer.models.inference;

import dev.factorizer.api.tensor.Shape;

/**
 * What segmenting a scan will take, known before the network runs.
 *
 * @param image the scan on the network's grid: its spatial sizes
 * @param windows how many times the network runs
 * @param networkBytes the network's weights and arena
 * @param imageBytes the image and the sums of its windows' results, on the host, beside the scan itself
 */
public record SegmentationPlan(Shape image, int windows, long networkBytes, long imageBytes) {
    /** {@return all memory beside the scan itself, in bytes} */
    public long totalBytes() {
        return networkBytes + imageBytes;
    }
}
