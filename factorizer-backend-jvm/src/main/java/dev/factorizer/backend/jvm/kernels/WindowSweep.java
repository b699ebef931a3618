package dev.factorizer.backend.jvm.kernels;

import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;

/**
 * Visits all windows of all shifts, so that windows of different tasks never overlap, each voxel is met in an order that
 * does not depend on the threads, and the windows of different shifts at one place are visited soon after each other,
 * while the place is in cache.
 *
 * <p>A head's windows along the first axis fall into segments. First each segment is swept: at each place the windows of
 * all shifts that lie within it. Then come the windows that cross from one segment into the next.
 */
final class WindowSweep {
    /** Windows along the first axis that make a segment, at least: with two, windows across its ends do not overlap. */
    private static final int SEGMENT = 4;

    /** Computes one row of windows. */
    interface Body {
        /**
         * Computes the row.
         *
         * @param first whether these windows are the first ones at their voxels
         */
        void run(WindowRow row, boolean first, Scratch scratch);
    }

    private final HeadRows geometry;
    private final int segments;

    WindowSweep(HeadRows geometry) {
        this.geometry = geometry;
        this.segments = Math.max(1, geometry.grid()[0] / SEGMENT);
    }

    /** Whether the windows of the first shift are met before all others at each of their voxels. */
    boolean storesFirst() {
        int[] shift = geometry.shifts()[0];
        return shift[0] == 0 && shift[1] == 0 || geometry.shifts().length == 1;
    }

    void run(Workers workers, Body body) {
        int heads = geometry.batch() * geometry.heads();
        workers.forEach(heads * segments, (task, scratch) -> within(task / segments, task % segments, scratch, body));
        if (crossing()) {
            workers.forEach(heads * segments, (task, scratch) -> across(task / segments, task % segments, scratch, body));
        }
    }

    private boolean crossing() {
        for (int[] shift : geometry.shifts()) {
            if (shift[0] > 0) {
                return true;
            }
        }
        return false;
    }

    private int begin(int segment) {
        return geometry.grid()[0] * segment / segments;
    }

    private void within(int head, int segment, Scratch scratch, Body body) {
        int begin = begin(segment);
        int end = begin(segment + 1);
        int rows = geometry.grid()[1];
        for (int i = begin; i < end; i++) {
            // A shifted window reaches back by its shift: where it begins, the unshifted ones it overlaps are done.
            for (int j = 0; j <= rows; j++) {
                for (int s = 0; s < geometry.shifts().length; s++) {
                    int[] shift = geometry.shifts()[s];
                    boolean here = shift[1] > 0 ? j > 0 : j < rows;
                    if (here && (shift[0] == 0 || i > begin)) {
                        visit(head, i, j, s, scratch, body);
                    }
                }
            }
        }
    }

    /** The windows that begin before a segment and end in it; those of the first segment begin at the far end. */
    private void across(int head, int segment, Scratch scratch, Body body) {
        int rows = geometry.grid()[1];
        for (int j = 0; j <= rows; j++) {
            for (int s = 0; s < geometry.shifts().length; s++) {
                int[] shift = geometry.shifts()[s];
                if (shift[0] > 0 && (shift[1] > 0 ? j > 0 : j < rows)) {
                    visit(head, begin(segment), j, s, scratch, body);
                }
            }
        }
    }

    private void visit(int head, int i, int j, int s, Scratch scratch, Body body) {
        int[] shift = geometry.shifts()[s];
        int[] patch = geometry.patch();
        body.run(new WindowRow(geometry, head / geometry.heads(), head % geometry.heads(), i * patch[0] - shift[0],
                j * patch[1] - shift[1], shift[2]), s == 0 && storesFirst(), scratch);
    }
}
