package dev.factorizer.models.explanation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A component, and how its map lies to the regions of a scan.
 *
 * @param component the component
 * @param regions by the name of each region that has a voxel
 */
public record RankedComponent(Component component, Map<String, RegionOverlap> regions) {
    /** Copies the map in its order. */
    public RankedComponent {
        regions = Collections.unmodifiableMap(new LinkedHashMap<>(regions));
    }

    /** {@return the Dice of the region that it fits best, 0 to 1; 0 without regions} */
    public double overlap() {
        return regions.values().stream().mapToDouble(RegionOverlap::dice).max().orElse(0);
    }
}
