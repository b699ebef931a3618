package dev.factorizer.models.explanation;

import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.metrics.Mask;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The regions of a scan that component maps are compared with.
 *
 * @param from where they are from: {@code prediction} or {@code truth}
 * @param masks on the scan's grid, by name
 */
public record ComparedRegions(String from, Map<String, Mask> masks) {
    /** Copies the map in its order. */
    public ComparedRegions {
        masks = Collections.unmodifiableMap(new LinkedHashMap<>(masks));
    }

    /**
     * {@return regions as the model found them}
     *
     * @param found the segmentation
     */
    public static ComparedRegions ofPrediction(Segmentation found) {
        Map<String, Mask> masks = new LinkedHashMap<>();
        found.regions().forEach(region -> masks.put(region, Mask.of(found.mask(region), 0)));
        return new ComparedRegions("prediction", masks);
    }

    /**
     * {@return regions as they are}
     *
     * @param masks on the scan's grid, by name
     */
    public static ComparedRegions ofTruth(Map<String, Mask> masks) {
        return new ComparedRegions("truth", masks);
    }

    /** {@return whether a region has a voxel} */
    public boolean hasAny() {
        return masks.values().stream().anyMatch(mask -> !mask.isEmpty());
    }

    /** {@return what a record says of them: {@code regions}, with {@code from} and the {@code voxels} of each} */
    public Map<String, Object> tree() {
        Map<String, Object> voxels = new LinkedHashMap<>();
        masks.forEach((name, mask) -> voxels.put(name, mask.voxels()));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("from", from);
        tree.put("voxels", voxels);
        return Map.of("regions", tree);
    }
}
