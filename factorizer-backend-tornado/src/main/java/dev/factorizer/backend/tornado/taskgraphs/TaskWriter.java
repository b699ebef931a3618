package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.backend.tornado.kernels.Kernel;
import java.util.ArrayList;
import java.util.List;

/** The tasks of a graph while they are written, and where their operands lie. */
final class TaskWriter {
    private final DeviceMemory memory;
    private final List<Task> tasks = new ArrayList<>();
    private Node node;

    TaskWriter(DeviceMemory memory) {
        this.memory = memory;
    }

    /** What is written from here on belongs to this node; null for none. */
    void begin(Node next) {
        node = next;
    }

    /** The first element of a value, in the array of its data type. */
    int offset(Value value) {
        return memory.of(value).offset();
    }

    /** The first element of one of the current node's inputs. */
    int input(int index) {
        return offset(node.input(index));
    }

    /** The first element of the current node's only result. */
    int result() {
        return offset(node.result());
    }

    /** The first element of the current node's working memory, as the rules planned it; of empty tensors there is none. */
    int workspace() {
        return new DeviceMemoryRules().workspaceBytes(node) == 0 ? 0 : memory.workspace(node);
    }

    /** The offset in the float memory of a number. */
    int number(double number) {
        return memory.number((float) number);
    }

    /** The number that the next task writes as failure when it finds something wrong, from 1. */
    int failureNumber() {
        return tasks.size() + 1;
    }

    /**
     * A task of the current node; none if there are no items.
     *
     * @param kernel what runs
     * @param items how many work items
     * @param settings what the kernel defines, without the number of items
     */
    void add(Kernel kernel, long items, int... settings) {
        if (items == 0) {
            return;
        }
        if (items > Integer.MAX_VALUE - 64) {
            throw new BackendException("backend \"tornado\": " + node + " has " + items + " work items, expected at most "
                    + (Integer.MAX_VALUE - 64) + "; use a smaller batch or input");
        }
        List<Integer> all = new ArrayList<>(settings.length + 1);
        all.add((int) items);
        for (int setting : settings) {
            all.add(setting);
        }
        tasks.add(new Task(kernel, all, node));
    }

    List<Task> tasks() {
        return tasks;
    }
}
