package dev.factorizer.models.inference;

import java.util.ArrayList;
import java.util.List;

/**
 * The windows along one axis of an image. A window begins at a place of the padded image, which is flipped where the image is;
 * all else is said in the image's own voxels.
 *
 * @param window how long a window is
 * @param image how long the image is; where it is shorter than a window, zeros are put around it
 * @param starts where windows begin, ascending
 * @param flipped whether the image runs backwards
 */
record WindowAxis(int window, int image, List<Integer> starts, boolean flipped) {
    private int shift(int start) {
        return start - Math.max(0, window - image) / 2;
    }

    /** The first voxel of a window that lies in the image. */
    int from(int start) {
        return Math.max(0, -shift(start));
    }

    /** One after a window's last voxel in the image. */
    int to(int start) {
        return Math.min(window, image - shift(start));
    }

    /** Where a window's voxel is in the image. */
    int place(int start, int voxel) {
        return flipped ? image - 1 - shift(start) - voxel : shift(start) + voxel;
    }

    /** The first voxel of the image in a window. */
    int least(int start) {
        return flipped ? place(start, to(start) - 1) : place(start, from(start));
    }

    /** One after the image's last voxel in a window. */
    int end(int start) {
        return flipped ? place(start, from(start)) + 1 : place(start, to(start) - 1) + 1;
    }

    /** The windows that share a voxel with a part of the image, ascending in the image. */
    List<Integer> reaching(int low, int high) {
        List<Integer> reaching = new ArrayList<>();
        for (int start : flipped ? starts.reversed() : starts) {
            if (least(start) < high && end(start) > low) {
                reaching.add(start);
            }
        }
        return reaching;
    }
}
