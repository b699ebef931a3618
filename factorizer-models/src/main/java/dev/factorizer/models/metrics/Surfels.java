package dev.factorizer.models.metrics;

import java.util.Arrays;
import java.util.Optional;

/** Finds the points between voxels where a mask's surface passes, and how much of it passes there. */
final class Surfels {
    private final BitGrid bits;
    private final double[] areas;
    private final BitGrid points;
    /** Where the voxel rows around a row of points start; −1 is outside the image. */
    private final int[] rows;
    private double[] weights = new double[1024];
    private int count;

    private Surfels(Mask mask) {
        double[] steps = mask.steps();
        this.bits = mask.bits();
        this.areas = mask.isPlane() ? SurfelAreas.ofPlane(steps[1], steps[2]) : SurfelAreas.ofSpace(steps);
        this.points = new BitGrid(mask.isPlane() ? 1 : bits.x() + 1, bits.y() + 1, bits.z() + 1);
        this.rows = new int[mask.isPlane() ? 2 : 4];
    }

    /** The point (x, y, z) lies between voxel (x, y, z) and those before it; in a plane all have the same x. */
    static SurfaceElements of(Mask mask) {
        return new Surfels(mask).find(mask.isPlane());
    }

    private SurfaceElements find(boolean plane) {
        Extent box = bits.extent();
        if (!box.isEmpty()) {
            for (int x = box.fromX(); x <= (plane ? 0 : box.toX()); x++) {
                for (int y = box.fromY(); y <= box.toY(); y++) {
                    for (int i = 0; i < rows.length; i++) {
                        int layer = plane ? 0 : x - 1 + (i >> 1);
                        int line = y - 1 + (i & 1);
                        boolean inside = layer >= 0 && layer < bits.x() && line >= 0 && line < bits.y();
                        rows[i] = inside ? bits.row(layer, line) : -1;
                    }
                    findRow(points.row(x, y));
                }
            }
        }
        return new SurfaceElements(points, Optional.of(Arrays.copyOf(weights, count)));
    }

    private void findRow(int row) {
        for (int word = 0; word < points.rowWords(); word++) {
            long any = 0;
            long all = -1;
            for (int start : rows) {
                long behind = word(start, word);
                long before = behind << 1 | word(start, word - 1) >>> Long.SIZE - 1;
                any |= behind | before;
                all &= behind & before;
            }
            long mixed = any & ~all;
            points.words()[row + word] = mixed;
            for (long rest = mixed; rest != 0; rest &= rest - 1) {
                add(areas[neighborhood(word * Long.SIZE + Long.numberOfTrailingZeros(rest))]);
            }
        }
    }

    private long word(int start, int word) {
        return start < 0 || word < 0 || word >= bits.rowWords() ? 0 : bits.words()[start + word];
    }

    private int neighborhood(int z) {
        int code = 0;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] >= 0) {
                code |= z > 0 && bits.get(rows[i], z - 1) ? 1 << 2 * i : 0;
                code |= z < bits.z() && bits.get(rows[i], z) ? 2 << 2 * i : 0;
            }
        }
        return code;
    }

    private void add(double weight) {
        if (count == weights.length) {
            weights = Arrays.copyOf(weights, Math.addExact(count, count / 2));
        }
        weights[count++] = weight;
    }
}
