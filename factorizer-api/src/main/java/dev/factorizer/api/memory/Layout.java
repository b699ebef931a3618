package dev.factorizer.api.memory;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each group of blocks begins in the arena.
 *
 * @param places bytes from the arena's start
 * @param bytes the size of the arena
 */
record Layout(Map<Block.Group, Long> places, long bytes) {
    /** Places groups one after another, each at the lowest place where it meets nothing that is in use at the same time. */
    static Layout of(List<Block.Group> order) {
        Map<Block.Group, Long> places = new LinkedHashMap<>();
        PlacedBlocks placed = new PlacedBlocks(order.stream().mapToInt(group -> group.from() + group.life()).max().orElse(0));
        long bytes = 0;
        for (Block.Group group : order) {
            long place = lowest(group, placed.during(group));
            places.put(group, place);
            bytes = Math.max(bytes, place + group.bytes());
            group.blocks.forEach(block -> placed.add(new PlacedBlock(block, place + block.offset)));
        }
        return new Layout(places, bytes);
    }

    private static long lowest(Block.Group group, List<PlacedBlock> others) {
        // Upward, until the gap below the next block that is in the way is wide enough.
        others.sort(Comparator.comparingLong(PlacedBlock::offset));
        long place = 0;
        boolean moved = true;
        while (moved) {
            moved = false;
            for (PlacedBlock other : others) {
                for (Block block : group.blocks) {
                    long offset = place + block.offset;
                    boolean meets = other.offset() < offset + block.bytes && offset < other.end();
                    if (meets && block.together(other.block())) {
                        place = other.end() - block.offset;
                        moved = true;
                    }
                }
            }
        }
        return place;
    }
}
