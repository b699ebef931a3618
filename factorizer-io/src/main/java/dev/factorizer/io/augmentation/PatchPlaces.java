package dev.factorizer.io.augmentation;

import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.util.List;

/** What the ways to place a patch have in common. */
final class PatchPlaces {
    private PatchPlaces() { }

    /** The size of a patch, checked. */
    static List<Integer> checked(String name, List<Integer> size) {
        if (size.size() != 3 || size.stream().anyMatch(voxels -> voxels < 1)) {
            throw new IllegalArgumentException(name + ": size is " + size + ", expected three sizes of at least 1");
        }
        return List.copyOf(size);
    }

    /** Where the patch of a smaller case begins; 0 where it is not smaller. */
    static int least(Grid grid, List<Integer> size, int axis) {
        return -(Math.max(0, size.get(axis) - grid.size(axis)) / 2);
    }

    /** Any place within the case, all equally probable. */
    static List<Integer> anywhere(Grid grid, List<Integer> size, Draws draws) {
        Integer[] start = new Integer[3];
        for (int axis = 0; axis < 3; axis++) {
            int last = Math.max(0, grid.size(axis) - size.get(axis));
            start[axis] = least(grid, size, axis) + (int) draws.below(last + 1L);
        }
        return List.of(start);
    }

    /**
     * One of the voxels with some labels, all equally probable.
     *
     * @param inside true for the voxels with one of the labels, false for all others
     * @param inPlanes how many there are in each plane
     */
    static int[] voxel(TrainingCase source, List<Integer> labels, boolean inside, int[] inPlanes, Draws draws) throws IOException {
        long all = 0;
        for (int count : inPlanes) {
            all += count;
        }
        long rest = draws.below(all);
        int x = 0;
        while (rest >= inPlanes[x]) {
            rest -= inPlanes[x++];
        }
        Grid grid = source.grid();
        Volume plane = source.label(new VoxelBox(x, x + 1, 0, grid.y(), 0, grid.z()));
        boolean[] wanted = new boolean[LabelCounts.MOST + 1];
        labels.forEach(label -> wanted[label] = true);
        for (int i = 0; i < plane.voxels().length; i++) {
            if (wanted[(int) plane.voxels()[i]] == inside && rest-- == 0) {
                return new int[] {x, i / grid.z(), i % grid.z()};
            }
        }
        throw new IOException(source.name() + ": plane " + x + " of the label map has less voxels of labels " + labels
                + " than were counted; was it changed meanwhile?");
    }
}
