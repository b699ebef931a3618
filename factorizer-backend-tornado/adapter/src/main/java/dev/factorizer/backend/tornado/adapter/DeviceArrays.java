package dev.factorizer.backend.tornado.adapter;

import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.WorkerGrid;

/**
 * The two arrays that all task graphs of an execution plan share, and the grids of all their tasks.
 *
 * @param owner the task graph that brings the arrays to the device, where they stay; it runs before any other
 * @param memory float32
 * @param integers int32
 * @param grids by task graph and task
 */
record DeviceArrays(String owner, float[] memory, int[] integers, GridScheduler grids) {
    /** A task graph that works on the arrays where they are. */
    TaskGraph graph(String name) {
        TaskGraph graph = new TaskGraph(name);
        return name.equals(owner) ? graph : graph.consumeFromDevice(owner, memory, integers);
    }

    /** Leaves them there for the next one. */
    TaskGraph leave(TaskGraph graph) {
        return graph.persistOnDevice(memory, integers);
    }

    void grid(String graph, String task, WorkerGrid grid) {
        grids.addWorkerGrid(graph + "." + task, grid);
    }
}
