package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.backend.tornado.kernels.Tiles;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;

/** How many work items form a group on a device. */
final class WorkGroups {
    private static final int CPU = 64;
    private static final int GPU = 256;
    private static final int LEAST_ON_GPU = 32;
    /** Few items are large ones: they shall not all be in one group, which one core runs. */
    private static final int LEAST_GROUPS = 32;

    private final boolean shared;

    WorkGroups(TornadoDevice device) {
        this.shared = device.getDeviceType() == TornadoDeviceType.GPU;
    }

    /** Whether kernels that can be are the work of groups: the items of a group run at once and share fast memory. */
    boolean shared() {
        return shared;
    }

    /** The grid of a task whose items are each the work of a group. */
    WorkerGrid gridOfGroups(int items) {
        WorkerGrid1D grid = new WorkerGrid1D(Math.multiplyExact(items, Tiles.LANES));
        grid.setLocalWork(Tiles.LANES, 1, 1);
        return grid;
    }

    /** The grid of a task: whole groups, of which the last may have items that do nothing. */
    WorkerGrid grid(int items) {
        int wanted = Integer.highestOneBit(Math.max(1, items / LEAST_GROUPS));
        int group = shared ? Math.clamp(wanted, LEAST_ON_GPU, GPU) : Math.min(wanted, CPU);
        WorkerGrid1D grid = new WorkerGrid1D(Math.toIntExact(Math.ceilDiv((long) items, group) * group));
        grid.setLocalWork(group, 1, 1);
        return grid;
    }
}
