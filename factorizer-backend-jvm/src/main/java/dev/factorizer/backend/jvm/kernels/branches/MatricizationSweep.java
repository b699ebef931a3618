package dev.factorizer.backend.jvm.kernels.branches;

import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;

/**
 * Visits the matrices of all shifts, so that patches of different tasks never overlap, each voxel is met in an order that
 * does not depend on the threads, and the patches of different shifts at one place are visited soon after each other,
 * while the place is in cache.
 *
 * <p>A head's patches along the first axis fall into segments. First each segment is swept: at each place the patches of
 * all shifts that lie within it. Then come the patches that cross from one segment into the next.
 */
final class MatricizationSweep {
    /** Patches along the first axis that make a segment, at least: with two, patches across its ends do not overlap. */
    private static final int SEGMENT = 4;

    /** Computes one row of matrices. */
    interface Body {
        /**
         * Computes the row.
         *
         * @param row the matrices
         * @param first whether these are the first ones at their voxels
         */
        void run(MatrixRow row, boolean first, Scratch scratch);
    }

    private final HeadLayout layout;
    private final int segments;

    MatricizationSweep(HeadLayout layout) {
        this.layout = layout;
        this.segments = Math.max(1, layout.grid()[0] / SEGMENT);
    }

    /** Whether the patches of the first shift are met before all others at each of their voxels. */
    boolean storesFirst() {
        int[] shift = layout.shifts()[0];
        return shift[0] == 0 && shift[1] == 0 || layout.shifts().length == 1;
    }

    void run(Workers workers, Body body) {
        int heads = layout.batch() * layout.heads();
        workers.forEach(heads * segments, (task, scratch) -> within(task / segments, task % segments, scratch, body));
        if (crossing()) {
            workers.forEach(heads * segments, (task, scratch) -> across(task / segments, task % segments, scratch, body));
        }
    }

    private boolean crossing() {
        for (int[] shift : layout.shifts()) {
            if (shift[0] > 0) {
                return true;
            }
        }
        return false;
    }

    private int begin(int segment) {
        return layout.grid()[0] * segment / segments;
    }

    private void within(int head, int segment, Scratch scratch, Body body) {
        int begin = begin(segment);
        int end = begin(segment + 1);
        int rows = layout.grid()[1];
        for (int i = begin; i < end; i++) {
            // A shifted patch reaches back by its shift: where it begins, the unshifted ones it overlaps are done.
            for (int j = 0; j <= rows; j++) {
                for (int s = 0; s < layout.shifts().length; s++) {
                    int[] shift = layout.shifts()[s];
                    boolean here = shift[1] > 0 ? j > 0 : j < rows;
                    if (here && (shift[0] == 0 || i > begin)) {
                        visit(head, i, j, s, scratch, body);
                    }
                }
            }
        }
    }

    /** The patches that begin before a segment and end in it; those of the first segment begin at the far end. */
    private void across(int head, int segment, Scratch scratch, Body body) {
        int rows = layout.grid()[1];
        for (int j = 0; j <= rows; j++) {
            for (int s = 0; s < layout.shifts().length; s++) {
                int[] shift = layout.shifts()[s];
                if (shift[0] > 0 && (shift[1] > 0 ? j > 0 : j < rows)) {
                    visit(head, begin(segment), j, s, scratch, body);
                }
            }
        }
    }

    private void visit(int head, int i, int j, int s, Scratch scratch, Body body) {
        int[] shift = layout.shifts()[s];
        int[] patch = layout.patch();
        int mark = scratch.mark();
        body.run(new MatrixRow(layout, head / layout.heads(), head % layout.heads(), i * patch[0] - shift[0],
                j * patch[1] - shift[1], shift[2]), s == 0 && storesFirst(), scratch);
        scratch.release(mark);
    }
}
