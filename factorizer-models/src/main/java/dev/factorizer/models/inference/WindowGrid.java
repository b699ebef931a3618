package dev.factorizer.models.inference;

import dev.factorizer.io.transforms.VoxelBox;
import java.util.ArrayList;
import java.util.List;

/**
 * How windows lie in an image of three axes. A network of fewer axes has windows of one voxel along the others.
 *
 * @param settings the sliding window
 * @param axes the windows along each axis
 */
record WindowGrid(SlidingWindow settings, List<WindowAxis> axes) {
    static WindowGrid of(SlidingWindow settings, int[] image, List<Integer> flipped) {
        List<WindowAxis> axes = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            boolean own = axis < settings.window().size();
            int window = own ? settings.window().get(axis) : 1;
            double overlap = own ? settings.overlap().get(axis) : 0;
            axes.add(new WindowAxis(window, image[axis], SlidingWindow.starts(Math.max(image[axis], window), window, overlap),
                    flipped.contains(axis)));
        }
        return new WindowGrid(settings, List.copyOf(axes));
    }

    WindowAxis axis(int axis) {
        return axes.get(axis);
    }

    /** How many windows share a voxel with a box. */
    long count(VoxelBox box) {
        long count = 1;
        for (int axis = 0; axis < 3; axis++) {
            count *= axis(axis).reaching(box.from(axis), box.to(axis)).size();
        }
        return count;
    }

    /** How many planes of a box are summed at a time: as many as a window has. */
    int planes(VoxelBox box) {
        return Math.min(axis(0).window(), box.size(0));
    }
}
