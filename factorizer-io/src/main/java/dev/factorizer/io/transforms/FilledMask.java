package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.Arrays;

/** Voxels that are not 0 in some channel, and the holes in them: zeros that no path of face neighbors leads out of. */
final class FilledMask {
    private static final byte UNKNOWN = 0;
    private static final byte NONZERO = 1;
    private static final byte OUTSIDE = 2;

    private final Grid grid;
    private final byte[] state;
    private int[] waiting = new int[1024];
    private int count;

    FilledMask(Volume image) {
        grid = image.grid();
        state = new byte[grid.voxels()];
        for (int channel = 0; channel < image.channels(); channel++) {
            int from = channel * state.length;
            Blocks.each(0, state.length, (start, end) -> {
                for (int i = start; i < end; i++) {
                    state[i] = image.voxels()[from + i] != 0 ? NONZERO : state[i];
                }
            });
        }
    }

    /** True for the voxels of the mask. */
    static boolean[] of(Volume image) {
        FilledMask mask = new FilledMask(image);
        mask.flood();
        boolean[] inside = new boolean[mask.state.length];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = mask.state[i] != OUTSIDE;
        }
        return inside;
    }

    /** How many may wait in the memory that was taken. */
    int room() {
        return waiting.length;
    }

    /** Marks what is outside. */
    void flood() {
        for (int x = 0; x < grid.x(); x++) {
            for (int y = 0; y < grid.y(); y++) {
                int row = (x * grid.y() + y) * grid.z();
                boolean face = x == 0 || x == grid.x() - 1 || y == 0 || y == grid.y() - 1;
                for (int z = 0; z < grid.z(); z += face ? 1 : Math.max(1, grid.z() - 1)) {
                    spread(row + z);
                }
            }
        }
    }

    /** Goes from run to run of zeros in rows: far fewer wait than if each voxel did. */
    private void spread(int start) {
        push(start);
        while (count > 0) {
            int at = waiting[--count];
            if (state[at] != UNKNOWN) {
                continue;
            }
            int row = at / grid.z() * grid.z();
            int first = at;
            while (first > row && state[first - 1] == UNKNOWN) {
                first--;
            }
            int end = at + 1;
            while (end < row + grid.z() && state[end] == UNKNOWN) {
                end++;
            }
            Arrays.fill(state, first, end, OUTSIDE);
            int x = row / grid.z() / grid.y();
            int y = row / grid.z() % grid.y();
            int plane = grid.y() * grid.z();
            pushRuns(x > 0, first - plane, end - plane);
            pushRuns(x < grid.x() - 1, first + plane, end + plane);
            pushRuns(y > 0, first - grid.z(), end - grid.z());
            pushRuns(y < grid.y() - 1, first + grid.z(), end + grid.z());
        }
    }

    private void pushRuns(boolean isInside, int first, int end) {
        for (int i = first; isInside && i < end; i++) {
            if (i == first || state[i - 1] != UNKNOWN) {
                push(i);
            }
        }
    }

    private void push(int at) {
        if (state[at] == UNKNOWN) {
            waiting = count < waiting.length ? waiting : Arrays.copyOf(waiting, 2 * count);
            waiting[count++] = at;
        }
    }
}
