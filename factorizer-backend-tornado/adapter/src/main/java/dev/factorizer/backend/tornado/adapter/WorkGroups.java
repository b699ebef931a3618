package dev.factorizer.backend.tornado.adapter;

import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;

/** How many work items form a group on a device. */
final class WorkGroups {
    private static final int CPU = 64;
    private static final int GPU = 256;
    /** Few items are large ones: they shall not all be in one group, which one core runs. */
    private static final int LEAST_GROUPS = 32;

    private final int most;

    WorkGroups(TornadoDevice device) {
        this.most = device.getDeviceType() == TornadoDeviceType.CPU ? CPU : GPU;
    }

    /** The grid of a task: whole groups, of which the last may have items that do nothing. */
    WorkerGrid grid(int items) {
        int group = Math.min(most, Integer.highestOneBit(Math.max(1, items / LEAST_GROUPS)));
        WorkerGrid1D grid = new WorkerGrid1D(Math.toIntExact(Math.ceilDiv((long) items, group) * group));
        grid.setLocalWork(group, 1, 1);
        return grid;
    }
}
