package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.backend.tornado.kernels.PassageBodies;
import java.util.ArrayList;
import java.util.List;

/**
 * Regions that are passed to or from the device together, one after another: those of float32 in one array, those of int32 in
 * another. So a runtime copies two arrays whatever the number of regions.
 *
 * @param regions in the order in which they are passed
 * @param floats the table of those of float32, as {@link PassageBodies} reads it
 * @param integers the table of those of int32
 */
public record Passage(List<Region> regions, List<Integer> floats, List<Integer> integers) {
    /** Copies the lists. */
    public Passage {
        regions = List.copyOf(regions);
        floats = List.copyOf(floats);
        integers = List.copyOf(integers);
    }

    /**
     * The passage of some regions.
     *
     * @param regions in the order in which they are passed
     * @return their passage
     */
    public static Passage of(List<Region> regions) {
        return new Passage(regions, table(regions, DataType.FLOAT32), table(regions, DataType.INT32));
    }

    private static List<Integer> table(List<Region> regions, DataType type) {
        List<Integer> pieces = new ArrayList<>();
        int items = 0;
        for (Region region : regions) {
            if (region.type().dataType() == type && region.elements() > 0) {
                pieces.add(items);
                pieces.add(region.offset());
                items = Math.addExact(items, region.elements());
            }
        }
        int count = pieces.size() / 2;
        List<Integer> table = new ArrayList<>(List.of(items, count, Integer.SIZE - Integer.numberOfLeadingZeros(count)));
        table.addAll(pieces);
        return table;
    }
}
