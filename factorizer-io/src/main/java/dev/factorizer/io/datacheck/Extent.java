package dev.factorizer.io.datacheck;

import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.List;
import java.util.stream.IntStream;

/** The box of all voxels that were seen, of one or several channels or files on one grid. */
final class Extent {
    private final int[] least = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    private final int[] most = {-1, -1, -1};

    /** Widens the box by what is not 0 in some channel; a label below 0 is a fault, which is told elsewhere. */
    void addNonzero(Volume image) {
        Grid grid = image.grid();
        float[] voxels = image.voxels();
        int row = grid.z();
        for (int start = 0; start < voxels.length; start += row) {
            int first = 0;
            while (first < row && voxels[start + first] == 0) {
                first++;
            }
            if (first == row) {
                continue;
            }
            int last = row - 1;
            while (voxels[start + last] == 0) {
                last--;
            }
            int line = start / row;
            widen(0, line / grid.y() % grid.x());
            widen(1, line % grid.y());
            widen(2, first);
            widen(2, last);
        }
    }

    private void widen(int axis, int index) {
        least[axis] = Math.min(least[axis], index);
        most[axis] = Math.max(most[axis], index);
    }

    /** How many voxels the box has along each axis; none if nothing was seen. */
    List<Integer> size() {
        return most[0] < 0 ? List.of() : IntStream.range(0, 3).mapToObj(axis -> most[axis] + 1 - least[axis]).toList();
    }
}
