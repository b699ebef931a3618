package dev.factorizer.backend.tornado.taskgraphs.writing;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.memory.MemoryRules;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.elementwise.UnarySettings;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import java.util.ArrayList;
import java.util.List;

/** The tasks of a graph while they are written, and where their operands lie. */
public final class TaskWriter {
    private final DeviceMemory memory;
    private final MemoryRules rules;
    private final List<Task> tasks = new ArrayList<>();
    private Node node;

    public TaskWriter(DeviceMemory memory, MemoryRules rules) {
        this.memory = memory;
        this.rules = rules;
    }

    /** What is written from here on belongs to this node; null for none. */
    public void begin(Node next) {
        node = next;
    }

    /** The first element of a value, in the array of its data type. */
    public int offset(Value value) {
        return memory.of(value).offset();
    }

    /** The first element of one of the current node's inputs. */
    public int input(int index) {
        return offset(node.input(index));
    }

    /** The first element of the current node's only result. */
    public int result() {
        return offset(node.result());
    }

    /** The first element of the current node's working memory, as the rules planned it; of empty tensors there is none. */
    public int workspace() {
        return rules.workspaceBytes(node) == 0 ? 0 : memory.workspace(node);
    }

    /** The first element of one of the current node's results. */
    public int result(int index) {
        return offset(node.results().get(index));
    }

    /**
     * The first element of the gradient of a result, which comes behind the inputs of the operation whose gradients are wanted.
     */
    public int cotangent(VectorJacobianProduct product) {
        return input(product.inputs());
    }

    /** The offset in the float memory of a number. */
    public int number(double number) {
        return memory.number((float) number);
    }

    /** The number that the next task writes as failure when it finds something wrong, from 1. */
    public int failureNumber() {
        return tasks.size() + 1;
    }

    /**
     * A task of the current node, whose settings are still to be set.
     *
     * @param kernel what runs
     * @param items how many work items; of a task without items nothing is written
     */
    public TaskSettings task(Kernel kernel, long items) {
        if (items > Integer.MAX_VALUE - 64) {
            throw new BackendException("backend \"tornado\": " + node + " has " + items + " work items, expected at most "
                    + (Integer.MAX_VALUE - 64) + "; use a smaller batch or input");
        }
        return new TaskSettings(this, kernel, (int) items);
    }

    /** Values as they are. */
    public void copy(DataType type, long elements, int from, int to) {
        task(type == DataType.INT32 ? Kernel.COPY_INTEGERS : Kernel.COPY, elements)
                .set(UnarySettings.X, from).set(UnarySettings.Y, to)
                .write();
    }

    void add(Kernel kernel, List<Integer> settings) {
        if (settings.getFirst() > 0) {
            tasks.add(new Task(kernel, settings, node));
        }
    }

    public List<Task> tasks() {
        return tasks;
    }
}
