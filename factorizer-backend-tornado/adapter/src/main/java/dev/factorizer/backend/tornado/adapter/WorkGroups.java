package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.backend.tornado.kernels.blocks.GroupTiles;
import dev.factorizer.backend.tornado.taskgraphs.GroupSize;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.common.TornadoDevice;

/**
 * How work items form groups: by the type of the device, unless {@link #PROPERTY} says as on which.
 *
 * @param shared whether kernels that can be are the work of groups: the items of a group run at once and share fast memory
 * @param size the groups of all other kernels
 */
record WorkGroups(boolean shared, GroupSize size) {
    /** For devices of a type that says little, and to try on one device what another would do. */
    static final String PROPERTY = "factorizer.tornado.groups";

    private static final Map<String, WorkGroups> CHOICES = Map.of("cpu", new WorkGroups(false, GroupSize.CPU), "gpu",
            new WorkGroups(true, GroupSize.GPU), "fpga", new WorkGroups(false, GroupSize.FPGA));

    static WorkGroups of(TornadoDevice device) {
        return chosen().map(CHOICES::get).orElseGet(() -> switch (device.getDeviceType()) {
            case GPU -> CHOICES.get("gpu");
            case FPGA, ACCELERATOR -> CHOICES.get("fpga");
            default -> CHOICES.get("cpu");
        });
    }

    /** What the property says, in lower case. */
    static Optional<String> chosen() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(value -> value.toLowerCase(Locale.ROOT));
    }

    /** What it may say. */
    static Set<String> choices() {
        return CHOICES.keySet();
    }

    /** Makes a grid one of items that are each the work of a group. */
    void coverByGroups(WorkerGrid grid, int items) {
        grid.setGlobalWork(Math.multiplyExact(items, GroupTiles.LANES), 1, 1);
        grid.setLocalWork(GroupTiles.LANES, 1, 1);
    }

    /** Makes a grid one of items. */
    void cover(WorkerGrid grid, int items) {
        grid.setGlobalWork(size.started(items), 1, 1);
        grid.setLocalWork(size.of(items), 1, 1);
    }
}
