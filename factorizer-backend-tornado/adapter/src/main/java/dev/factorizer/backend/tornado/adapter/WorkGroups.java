package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.backend.tornado.kernels.Tiles;
import dev.factorizer.backend.tornado.taskgraphs.GroupSize;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;

/** How a device's work items form groups. */
final class WorkGroups {
    private final boolean shared;
    private final GroupSize size;

    WorkGroups(TornadoDevice device) {
        this.shared = device.getDeviceType() == TornadoDeviceType.GPU;
        this.size = switch (device.getDeviceType()) {
            case GPU -> GroupSize.GPU;
            case FPGA, ACCELERATOR -> GroupSize.FPGA;
            default -> GroupSize.CPU;
        };
    }

    /** Whether kernels that can be are the work of groups: the items of a group run at once and share fast memory. */
    boolean shared() {
        return shared;
    }

    /** Makes a grid one of items that are each the work of a group. */
    void coverByGroups(WorkerGrid grid, int items) {
        grid.setGlobalWork(Math.multiplyExact(items, Tiles.LANES), 1, 1);
        grid.setLocalWork(Tiles.LANES, 1, 1);
    }

    /** Makes a grid one of items. */
    void cover(WorkerGrid grid, int items) {
        grid.setGlobalWork(size.started(items), 1, 1);
        grid.setLocalWork(size.of(items), 1, 1);
    }
}
