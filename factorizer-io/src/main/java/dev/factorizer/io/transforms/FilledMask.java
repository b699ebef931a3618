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

    private FilledMask(Volume image) {
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

    private void flood() {
        int plane = grid.y() * grid.z();
        for (int x = 0; x < grid.x(); x++) {
            for (int y = 0; y < grid.y(); y++) {
                int row = x * plane + y * grid.z();
                boolean face = x == 0 || x == grid.x() - 1 || y == 0 || y == grid.y() - 1;
                for (int z = 0; z < grid.z(); z += face ? 1 : Math.max(1, grid.z() - 1)) {
                    reach(row + z);
                }
            }
        }
        while (count > 0) {
            int at = waiting[--count];
            int z = at % grid.z();
            int y = at / grid.z() % grid.y();
            int x = at / plane;
            if (x > 0) {
                reach(at - plane);
            }
            if (x < grid.x() - 1) {
                reach(at + plane);
            }
            if (y > 0) {
                reach(at - grid.z());
            }
            if (y < grid.y() - 1) {
                reach(at + grid.z());
            }
            if (z > 0) {
                reach(at - 1);
            }
            if (z < grid.z() - 1) {
                reach(at + 1);
            }
        }
    }

    private void reach(int at) {
        if (state[at] == UNKNOWN) {
            state[at] = OUTSIDE;
            waiting = count < waiting.length ? waiting : Arrays.copyOf(waiting, 2 * count);
            waiting[count++] = at;
        }
    }
}
