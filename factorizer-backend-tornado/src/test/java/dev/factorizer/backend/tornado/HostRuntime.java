package dev.factorizer.backend.tornado;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Device;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.runtime.LoadedTaskGraph;
import dev.factorizer.backend.tornado.runtime.TaskGraphDevice;
import dev.factorizer.backend.tornado.runtime.TaskGraphRuntime;
import dev.factorizer.backend.tornado.taskgraphs.DeviceRegion;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs kernels on the Java virtual machine, one item after another. The order of the items is the caller's, since
 * a device promises none: whatever depends on it gives other bits here.
 *
 * @param order 0 for ascending, 1 for descending and with groups of items where kernels have phases, else every so many
 *     items
 */
public record HostRuntime(int order) implements TaskGraphRuntime {
    private static final long MEMORY = 2L << 30;
    private static final Map<Kernel, WorkItem> ITEMS = WorkItem.all();
    private static final Map<Kernel, WorkGroup> GROUPS = WorkGroup.all();

    @Override
    public Availability availability() {
        return new Availability.Available(List.of(new Device("host", "kernels on the Java virtual machine", MEMORY, true)));
    }

    @Override
    public TaskGraphDevice open(String device) {
        return new Host(order);
    }

    private record Host(int order) implements TaskGraphDevice {
        @Override
        public LoadedTaskGraph load(TaskGraphPlan plan) {
            return HostRuntime.load(plan, order);
        }

        @Override
        public void close() { }
    }

    private static LoadedTaskGraph load(TaskGraphPlan plan, int order) {
        Loaded loaded = new Loaded(plan, order, new float[plan.memoryElements()], new int[plan.integerElements()]);
        // On a device lies what the last program left: nothing may depend on it.
        Arrays.fill(loaded.memory, Float.NaN);
        Arrays.fill(loaded.integers, Integer.MIN_VALUE);
        plan.kept().values().forEach(region -> loaded.write(region, region.type().dataType() == DataType.INT32
                ? Tensor.of(region.type().shape(), new int[region.elements()])
                : Tensor.of(region.type().shape(), new float[region.elements()])));
        plan.contents().forEach(loaded::write);
        return loaded;
    }

    private record Loaded(TaskGraphPlan plan, int order, float[] memory, int[] integers) implements LoadedTaskGraph {
        @Override
        public void write(DeviceRegion region, Tensor value) {
            if (region.type().dataType() == DataType.INT32) {
                MemorySegment.copy(value.segment(), ValueLayout.JAVA_INT, 0, integers, region.offset(), region.elements());
            } else {
                MemorySegment.copy(value.segment(), ValueLayout.JAVA_FLOAT, 0, memory, region.offset(), region.elements());
            }
        }

        @Override
        public Tensor read(DeviceRegion region) {
            Tensor copy = region.type().dataType() == DataType.INT32
                    ? Tensor.of(region.type().shape(), new int[region.elements()])
                    : Tensor.of(region.type().shape(), new float[region.elements()]);
            MemorySegment from = region.type().dataType() == DataType.INT32 ? MemorySegment.ofArray(integers)
                    : MemorySegment.ofArray(memory);
            copy.segment().copyFrom(from.asSlice((long) region.offset() * Float.BYTES, region.type().bytes()));
            return copy;
        }

        @Override
        public List<Tensor> run(List<Tensor> inputs) {
            List<DeviceRegion> regions = List.copyOf(plan.inputs().values());
            for (int i = 0; i < regions.size(); i++) {
                write(regions.get(i), inputs.get(i));
            }
            for (Task task : plan.tasks()) {
                run(task);
            }
            List<Tensor> outputs = new ArrayList<>();
            plan.outputs().values().forEach(region -> outputs.add(read(region)));
            return outputs;
        }

        private void run(Task task) {
            int[] settings = task.settings().stream().mapToInt(Integer::intValue).toArray();
            int items = task.items();
            WorkItem one = ITEMS.get(task.kernel());
            WorkGroup group = GROUPS.get(task.kernel());
            if (order == 1) {
                for (int item = items - 1; item >= 0; item--) {
                    if (group == null) {
                        one.run(item, memory, integers, settings);
                    } else {
                        group.run(item, memory, settings);
                    }
                }
                return;
            }
            int step = Math.max(1, order);
            for (int first = 0; first < step; first++) {
                for (int item = first; item < items; item += step) {
                    one.run(item, memory, integers, settings);
                }
            }
        }

        @Override
        public int[] failure() {
            return new int[] {integers[0], integers[1]};
        }

        @Override
        public void close() { }
    }
}
