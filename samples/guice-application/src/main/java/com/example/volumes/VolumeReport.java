package com.example.volumes;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.inference.Segmenter;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says how much of each region there is in a scan. It knows neither where the model is nor what computes. */
final class VolumeReport {
    private final Segmenter segmenter;

    @Inject
    VolumeReport(Segmenter segmenter) {
        this.segmenter = segmenter;
    }

    /** Milliliters of each region. A segmenter is for one thread at a time. */
    synchronized Map<String, Double> of(Path scan) throws IOException {
        Segmentation found = segmenter.segment(Volumes.read(scan));
        Map<String, Double> milliliters = new LinkedHashMap<>();
        found.regions().forEach(region -> milliliters.put(region, found.millilitersOf(region)));
        return milliliters;
    }
}
