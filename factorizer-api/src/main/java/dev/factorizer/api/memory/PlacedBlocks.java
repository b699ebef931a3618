package dev.factorizer.api.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Blocks that have their places, found by the time in which they are in use: of the many thousands of a factorization of high
 * rank, few live at the same time, and the others are never in the way.
 */
final class PlacedBlocks {
    /** Steps of a period; most values live for fewer. */
    private static final int PERIOD = 64;

    /** For each period the blocks that are in use in it. */
    private final List<List<PlacedBlock>> periods;

    /** Without any blocks. */
    PlacedBlocks(int steps) {
        periods = IntStream.rangeClosed(0, steps / PERIOD).<List<PlacedBlock>>mapToObj(period -> new ArrayList<>()).toList();
    }

    void add(PlacedBlock placed) {
        for (int period = placed.block().from / PERIOD; period <= placed.block().to / PERIOD; period++) {
            periods.get(period).add(placed);
        }
    }

    /** Those that may be in use at the same time as a group, each once; some of them are not. */
    List<PlacedBlock> during(Block.Group group) {
        int first = group.from() / PERIOD;
        int last = (group.from() + group.life() - 1) / PERIOD;
        List<PlacedBlock> found = new ArrayList<>(periods.get(first));
        for (int period = first + 1; period <= last; period++) {
            for (PlacedBlock placed : periods.get(period)) {
                if (placed.block().from / PERIOD == period) {
                    found.add(placed);
                }
            }
        }
        return found;
    }
}
