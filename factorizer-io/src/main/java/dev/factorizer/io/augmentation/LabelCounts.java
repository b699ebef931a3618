package dev.factorizer.io.augmentation;

import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many voxels of each label lie in each plane of the first axis: enough to choose one of them at random by reading a single
 * plane.
 *
 * @param planes how many planes there are
 * @param counts for each label but 0 that occurs, the number in each plane
 */
public record LabelCounts(int planes, SortedMap<Integer, List<Integer>> counts) {
    /** The greatest label. */
    public static final int MOST = 65535;

    /** Checks and copies the counts. */
    public LabelCounts {
        SortedMap<Integer, List<Integer>> copy = new TreeMap<>();
        for (Map.Entry<Integer, List<Integer>> entry : counts.entrySet()) {
            if (entry.getKey() < 1 || entry.getKey() > MOST || entry.getValue().size() != planes
                    || entry.getValue().stream().anyMatch(count -> count < 0)) {
                throw new IllegalArgumentException("label counts: label " + entry.getKey() + " has " + entry.getValue().size()
                        + " counts, expected a label from 1 to " + MOST + " with one of at least 0 for each of " + planes
                        + " planes");
            }
            copy.put(entry.getKey(), List.copyOf(entry.getValue()));
        }
        counts = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Counts the labels of a map.
     *
     * @param name of its case, for the message
     * @param label one channel
     * @return the counts
     * @throws IllegalArgumentException if a value is no whole number from 0 to 65535
     */
    public static LabelCounts of(String name, Volume label) {
        Grid grid = label.grid();
        int plane = grid.y() * grid.z();
        int[][] found = new int[MOST + 1][];
        int at = 0;
        for (int x = 0; x < grid.x(); x++) {
            for (int end = at + plane; at < end; at++) {
                float value = label.voxels()[at];
                if (value != 0) {
                    count(name, grid, at, value, found)[x]++;
                }
            }
        }
        SortedMap<Integer, List<Integer>> counts = new TreeMap<>();
        for (int value = 1; value <= MOST; value++) {
            if (found[value] != null) {
                counts.put(value, Arrays.stream(found[value]).boxed().toList());
            }
        }
        return new LabelCounts(grid.x(), counts);
    }

    private static int[] count(String name, Grid grid, int at, float value, int[][] found) {
        int label = (int) value;
        if (label != value || label < 0 || label > MOST) {
            throw new IllegalArgumentException(name + ": the label map is " + value + " at voxel (" + at / grid.z() / grid.y() + ", "
                    + at / grid.z() % grid.y() + ", " + at % grid.z() + "), expected whole numbers from 0 to " + MOST);
        }
        if (found[label] == null) {
            found[label] = new int[grid.x()];
        }
        return found[label];
    }

    /** {@return the labels that occur, ascending, without 0} */
    public List<Integer> values() {
        return List.copyOf(counts.keySet());
    }

    /**
     * The number of voxels of a label.
     *
     * @param value the label
     * @return in all planes
     */
    public long total(int value) {
        return counts.getOrDefault(value, List.of()).stream().mapToLong(Integer::longValue).sum();
    }

    /** In each plane, the voxels of any of these labels; labels exclude each other. */
    int[] inPlanes(List<Integer> labels) {
        int[] sums = new int[planes];
        for (int value : labels) {
            List<Integer> each = counts.getOrDefault(value, List.of());
            for (int x = 0; x < each.size(); x++) {
                sums[x] += each.get(x);
            }
        }
        return sums;
    }
}
