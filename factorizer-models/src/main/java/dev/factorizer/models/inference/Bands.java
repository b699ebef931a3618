package dev.factorizer.models.inference;

import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.transforms.WayBack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A scan cut into bands along its second and third axis, so that the sums of a band fit into a limit. Each band is run along
 * the whole first axis. Windows that reach into several bands run for each, so bands are cut where windows begin, and so that as few
 * as possible run.
 *
 * @param boxes the bands, boxes of {@link WayBack#box()} that have all of its voxels once
 * @param runs how many windows are run in all
 * @param bytes the most memory that the sums and the last planes of the result take
 */
record Bands(List<VoxelBox> boxes, long runs, long bytes) {
    /**
     * What the memory of a band depends on.
     *
     * @param way from the network's grid to the scan
     * @param passes how windows lie, for each model and flip
     * @param outputs channels of the networks' results
     * @param channels channels of what comes back to the scan
     */
    record Demand(WayBack way, List<WindowGrid> passes, int outputs, int channels) {
        long bytes(VoxelBox band) {
            VoxelBox source = way.source(band);
            long planes = channels * (long) span(band);
            for (WindowGrid pass : passes) {
                planes += (outputs + 1L) * pass.planes(source);
            }
            return planes * source.size(1) * source.size(2) * Float.BYTES;
        }

        /** How many planes of the network's grid one plane of a band is read from: what most planes take, and one more. */
        private int span(VoxelBox band) {
            int middle = way.source(band.plane((band.fromX() + band.toX()) / 2)).size(0);
            int first = way.source(band.plane(band.fromX())).size(0);
            return Math.min(way.source(band).size(0), Math.max(first, middle) + 1);
        }

        long runs(VoxelBox band) {
            VoxelBox source = way.source(band);
            return passes.stream().mapToLong(pass -> pass.count(source)).sum();
        }
    }

    /**
     * The bands of the fewest windows.
     *
     * @param demand what is run
     * @param limit how many bytes a band may take
     * @return the bands
     * @throws IllegalArgumentException if a band of one row and one column takes more
     */
    static Bands of(Demand demand, long limit) {
        List<List<Integer>> rows = cuts(demand, 1);
        List<List<Integer>> columns = cuts(demand, 2);
        List<VoxelBox> best = null;
        long fewest = Long.MAX_VALUE;
        for (List<Integer> each : rows) {
            List<VoxelBox> boxes = widest(demand, each, columns, limit);
            if (boxes == null) {
                continue;
            }
            long runs = boxes.stream().mapToLong(demand::runs).sum();
            if (runs >= fewest) {
                break; // ever narrower rows
            }
            fewest = runs;
            best = boxes;
        }
        if (best == null) {
            long least = most(demand, boxes(demand.way().box(), rows.getLast(), columns.getLast()));
            throw new IllegalArgumentException(String.format(Locale.ROOT, "segment: the sums of windows may take %,d bytes, expected"
                    + " at least the %,d of one row; allow more (sumBytes, or -Xmx where that is three times as much), or take"
                    + " smaller windows", limit, least));
        }
        return new Bands(best, fewest, most(demand, best));
    }

    /** With given rows, the widest columns that fit; null if none do. */
    private static @Nullable List<VoxelBox> widest(Demand demand, List<Integer> rows, List<List<Integer>> columns, long limit) {
        for (List<Integer> each : columns) {
            List<VoxelBox> boxes = boxes(demand.way().box(), rows, each);
            if (boxes.stream().allMatch(box -> demand.bytes(box) <= limit)) {
                return boxes;
            }
        }
        return null;
    }

    private static long most(Demand demand, List<VoxelBox> boxes) {
        return boxes.stream().mapToLong(demand::bytes).max().orElseThrow();
    }

    private static List<VoxelBox> boxes(VoxelBox whole, List<Integer> rows, List<Integer> columns) {
        List<VoxelBox> boxes = new ArrayList<>();
        for (int row = 1; row < rows.size(); row++) {
            for (int column = 1; column < columns.size(); column++) {
                boxes.add(new VoxelBox(whole.fromX(), whole.toX(), rows.get(row - 1), rows.get(row), columns.get(column - 1),
                        columns.get(column)));
            }
        }
        return boxes;
    }

    /** Ways to cut an axis, ever finer: at every n-th window of the first pass, then in halves down to single voxels. */
    private static List<List<Integer>> cuts(Demand demand, int axis) {
        VoxelBox whole = demand.way().box();
        List<Integer> windows = new ArrayList<>();
        WindowAxis along = demand.passes().getFirst().axis(axis);
        VoxelBox source = demand.way().source(whole);
        for (int start : along.reaching(source.from(axis), source.to(axis))) {
            windows.add(firstAt(demand.way(), axis, along.least(start)));
        }
        TreeSet<List<Integer>> seen = new TreeSet<>((a, b) -> Integer.compare(a.size(), b.size()));
        for (int every = windows.size(); every > 0; every--) {
            TreeSet<Integer> cuts = new TreeSet<>(List.of(whole.from(axis), whole.to(axis)));
            for (int i = every; i < windows.size(); i += every) {
                cuts.add(windows.get(i));
            }
            seen.add(List.copyOf(cuts));
        }
        List<List<Integer>> ways = new ArrayList<>(seen);
        while (ways.getLast().size() <= whole.size(axis)) {
            ways.add(halved(ways.getLast()));
        }
        return ways;
    }

    private static List<Integer> halved(List<Integer> cuts) {
        TreeSet<Integer> finer = new TreeSet<>(cuts);
        for (int i = 1; i < cuts.size(); i++) {
            finer.add((cuts.get(i - 1) + cuts.get(i)) / 2);
        }
        return List.copyOf(finer);
    }

    /** The first row (or column) of the scan that is read from nothing before a place of the network's grid. */
    private static int firstAt(WayBack way, int axis, int place) {
        VoxelBox whole = way.box();
        int low = whole.from(axis);
        int high = whole.to(axis);
        while (low < high) {
            int middle = (low + high) / 2;
            VoxelBox slice = axis == 1
                    ? new VoxelBox(whole.fromX(), whole.toX(), middle, middle + 1, whole.fromZ(), whole.toZ())
                    : new VoxelBox(whole.fromX(), whole.toX(), whole.fromY(), whole.toY(), middle, middle + 1);
            if (way.source(slice).from(axis) >= place) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
