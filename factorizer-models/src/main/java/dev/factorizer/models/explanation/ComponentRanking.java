package dev.factorizer.models.explanation;

import dev.factorizer.models.metrics.Mask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The components of a layer by rank: which of them carry the layer's result, and which have to do with what was found in the scan, or
 * with what is there.
 *
 * <pre>{@code
 * ComponentRanking ranking = ComponentRanking.of(maps, Map.of("lesion", Mask.of(segmentation.mask("lesion"), 0)), ComponentOrder.OVERLAP);
 * Volumes.write(maps.map(ranking.components().getFirst().component()), Path.of("lesion.nii.gz"));
 * }</pre>
 *
 * @param order by what they are ranked
 * @param components all of the layer, the first one first; those that are equal stay in the order of their shares
 */
public record ComponentRanking(ComponentOrder order, List<RankedComponent> components) {
    /** Copies the list. */
    public ComponentRanking {
        components = List.copyOf(components);
    }

    /**
     * Ranks the components of a layer. Their maps are brought to the scan's grid one after the other.
     *
     * @param maps the components
     * @param regions masks on the scan's grid by name, from a segmentation or a truth; those without a voxel are left out
     * @param order by what to rank
     * @return the ranking
     * @throws IllegalArgumentException if a mask has another grid, or the order is by overlap and no region has a voxel
     */
    public static ComponentRanking of(ComponentMaps maps, Map<String, Mask> regions, ComponentOrder order) {
        Map<String, Mask> filled = new LinkedHashMap<>(regions);
        filled.values().removeIf(Mask::isEmpty);
        if (order == ComponentOrder.OVERLAP && filled.isEmpty()) {
            throw new IllegalArgumentException("components: no region has a voxel to rank by overlap, expected one that has; rank by share or"
                    + " energy");
        }
        List<RankedComponent> ranked = new ArrayList<>();
        for (Component component : maps.components()) {
            Map<String, RegionOverlap> overlaps = new LinkedHashMap<>();
            if (!filled.isEmpty()) {
                float[] map = maps.map(component).voxels();
                filled.forEach((name, mask) -> overlaps.put(name, RegionOverlap.of(map, sameGrid(name, mask, map.length))));
            }
            ranked.add(new RankedComponent(component, overlaps));
        }
        ranked.sort(Comparator.comparingDouble(order::value).reversed());
        return new ComponentRanking(order, ranked);
    }

    private static Mask sameGrid(String name, Mask mask, int voxels) {
        long found = 1;
        for (int size : mask.sizes()) {
            found *= size;
        }
        if (found != voxels) {
            throw new IllegalArgumentException("components: the region \"" + name + "\" has a grid of " + found + " voxels, expected the"
                    + " scan's with " + voxels);
        }
        return mask;
    }
}
