package dev.factorizer.models.inference;

import java.util.List;

/** How a window lies in an image: which runs of voxels along the last axis they share. Flips change only the direction. */
final class SlidingWindowRows {
    /** What is done with a run of voxels. */
    @FunctionalInterface
    interface Visitor {
        /**
         * A run of voxels along the last axis.
         *
         * @param inWindow its first voxel in the window
         * @param inImage the same voxel in the image
         * @param count how many follow
         * @param step 1, or -1 where the next voxel in the window is the one before in the image
         */
        void visit(int inWindow, int inImage, int count, int step);
    }

    private final int[] window;
    private final int[] image;

    SlidingWindowRows(int[] window, int[] image) {
        this.window = window;
        this.image = image;
    }

    /**
     * Visits all runs; what lies beyond the image is left out.
     *
     * @param start the window's first voxel, in the padded image where that is smaller than the window
     * @param flipped along which axes the image is flipped
     * @param visitor receives each run
     */
    void visit(int[] start, List<Integer> flipped, Visitor visitor) {
        visit(0, 0, 0, start, flipped, visitor);
    }

    private void visit(int axis, int inWindow, int inImage, int[] start, List<Integer> flipped, Visitor visitor) {
        int shift = start[axis] - Math.max(0, window[axis] - image[axis]) / 2;
        int first = Math.max(0, -shift);
        int end = Math.min(window[axis], image[axis] - shift);
        boolean backwards = flipped.contains(axis);
        if (axis == window.length - 1) {
            int place = inImage * image[axis] + (backwards ? image[axis] - 1 - shift - first : shift + first);
            visitor.visit(inWindow * window[axis] + first, place, end - first, backwards ? -1 : 1);
            return;
        }
        for (int i = first; i < end; i++) {
            int place = backwards ? image[axis] - 1 - shift - i : shift + i;
            visit(axis + 1, inWindow * window[axis] + i, inImage * image[axis] + place, start, flipped, visitor);
        }
    }
}
