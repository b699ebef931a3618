package dev.factorizer.models.planning;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The form of windows: as long along each axis in mm, as far as cases reach.
 *
 * @param spacing the distance between voxels along each axis, in mm
 * @param size the median of the cases' voxels along each axis
 * @param cut whether a window that would see all of a case is rather a little smaller than filled up with nothing
 */
record WindowGoal(List<Double> spacing, List<Integer> size, boolean cut) {
    /** nnU-Net starts here: 256³ voxels, or 2048² of a slice. */
    private static final double MOST_VOXELS = 1 << 24;
    private static final double MOST_PIXELS = 1 << 22;
    private static final int HALVINGS = 60;

    WindowGoal(List<Double> spacing, List<Integer> size) {
        this(spacing, size, false);
    }

    WindowGoal withCut(boolean other) {
        return new WindowGoal(spacing, size, other);
    }

    /** As many voxels as the largest window has. */
    double most() {
        double all = size.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
        return Math.min(all, size.size() == 2 ? MOST_PIXELS : MOST_VOXELS);
    }

    /** The window of so many voxels, or of all of a case; not yet whole numbers. */
    List<Double> window(double voxels) {
        double low = 0;
        double high = IntStream.range(0, size.size()).mapToDouble(axis -> size.get(axis) * spacing.get(axis)).max().orElseThrow();
        for (int i = 0; i < HALVINGS; i++) {
            double edge = (low + high) / 2;
            if (clipped(edge).stream().reduce(1.0, (a, b) -> a * b) < voxels) {
                low = edge;
            } else {
                high = edge;
            }
        }
        return clipped(high);
    }

    private List<Double> clipped(double edge) {
        return IntStream.range(0, size.size()).mapToObj(axis -> Math.min(size.get(axis), edge / spacing.get(axis))).toList();
    }

    /** Whether a window's axis reaches as far as half of the cases do, and may reach beyond. */
    boolean isWhole(List<Double> window, int axis) {
        return !cut && window.get(axis) >= size.get(axis) - 1e-6;
    }

    /** How much of a case a window sees, 1 for all of it. */
    double share(List<Integer> window) {
        return IntStream.range(0, size.size()).mapToDouble(axis -> Math.min(1, (double) window.get(axis) / size.get(axis)))
                .reduce(1, (a, b) -> a * b);
    }
}
