package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.backend.tornado.adapter.entrypoints.Launches;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import java.util.Arrays;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;

/**
 * A kernel as a task graph of its own, which all tasks of the kernel run in turn: before each, its settings and its grid are
 * replaced. So a kernel is compiled once, however many tasks it has; TornadoVM would compile each task.
 *
 * @param kernel what runs
 * @param name of the task graph
 * @param index the task graph's number in the execution plan
 * @param grouped whether its items are each the work of a group
 * @param settings copied to the device with each run
 * @param grid the work items of the next run
 */
record KernelGraph(Kernel kernel, String name, int index, boolean grouped, int[] settings, WorkerGrid grid) {
    private static final String TASK = "task";

    /** The graph of a kernel, for tasks of at most so many settings. */
    static KernelGraph of(Kernel kernel, String name, int index, WorkGroups groups, int settings) {
        return new KernelGraph(kernel, name, index, groups.shared() && kernel.phases().isPresent(), new int[settings],
                new WorkerGrid1D(1));
    }

    TaskGraph graph(DeviceArrays arrays) {
        TaskGraph graph = arrays.graph(name).transferToDevice(DataTransferMode.EVERY_EXECUTION, settings);
        if (grouped) {
            Launches.addGroups(graph, TASK, kernel, arrays.memory(), arrays.integers(), settings);
        } else {
            Launches.add(graph, TASK, kernel, arrays.memory(), arrays.integers(), settings);
        }
        arrays.grid(name, TASK, grid);
        return arrays.leave(graph);
    }

    /** Makes the next run that of a task. */
    void prepare(Task task, WorkGroups groups) {
        Arrays.fill(settings, 0);
        for (int i = 0; i < task.settings().size(); i++) {
            settings[i] = task.settings().get(i);
        }
        if (grouped) {
            groups.coverByGroups(grid, task.items());
        } else {
            groups.cover(grid, task.items());
        }
    }
}
