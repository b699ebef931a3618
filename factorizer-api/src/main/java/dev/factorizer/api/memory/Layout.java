package dev.factorizer.api.memory;

import java.util.ArrayList;
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
    /** A block that has its place. */
    private record Placed(Block block, long offset) {
        long end() {
            return offset + block.bytes;
        }
    }

    /** Places groups one after another, each at the lowest place where it meets nothing that is in use at the same time. */
    static Layout of(List<Block.Group> order) {
        Map<Block.Group, Long> places = new LinkedHashMap<>();
        List<Placed> placed = new ArrayList<>();
        long bytes = 0;
        for (Block.Group group : order) {
            long place = lowest(group, placed);
            places.put(group, place);
            bytes = Math.max(bytes, place + group.bytes());
            group.blocks.forEach(block -> placed.add(new Placed(block, place + block.offset)));
            placed.sort(Comparator.comparingLong(Placed::offset));
        }
        return new Layout(places, bytes);
    }

    private static long lowest(Block.Group group, List<Placed> placed) {
        long place = 0;
        boolean moved = true;
        while (moved) {
            moved = false;
            // "placed" is sorted by offset: walk up until the gap below the next block that is in the way is wide enough.
            for (Placed other : placed) {
                for (Block block : group.blocks) {
                    long offset = place + block.offset;
                    boolean meets = other.offset < offset + block.bytes && offset < other.end();
                    if (meets && block.together(other.block)) {
                        place = other.end() - block.offset;
                        moved = true;
                    }
                }
            }
        }
        return place;
    }
}
