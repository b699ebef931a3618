package dev.factorizer.models.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Which objects of two images share voxels.
 *
 * @param pairs those that do, in the order of the first and then of the second number
 */
public record InstanceOverlaps(List<Pair> pairs) {
    /** Copies the list. */
    public InstanceOverlaps {
        pairs = List.copyOf(pairs);
    }

    /**
     * Two objects.
     *
     * @param first the object of the first image, from 1
     * @param second the object of the second image, from 1
     * @param voxels how many voxels belong to both, at least 1
     */
    public record Pair(int first, int second, long voxels) { }

    /** Counts voxels; runs of one pair mostly come one after the other. */
    static final class Counter {
        private final TreeMap<Long, Long> counts = new TreeMap<>();
        private long last = -1;
        private long voxels;

        void add(int first, int second, int more) {
            long pair = (long) first << Integer.SIZE | second;
            if (pair != last) {
                store();
                last = pair;
                voxels = 0;
            }
            voxels += more;
        }

        private void store() {
            if (last >= 0) {
                counts.merge(last, voxels, Long::sum);
            }
        }

        InstanceOverlaps overlaps() {
            store();
            List<Pair> pairs = new ArrayList<>();
            counts.forEach((pair, count) -> pairs.add(new Pair((int) (pair >> Integer.SIZE), (int) (long) pair, count)));
            last = -1;
            return new InstanceOverlaps(pairs);
        }
    }
}
