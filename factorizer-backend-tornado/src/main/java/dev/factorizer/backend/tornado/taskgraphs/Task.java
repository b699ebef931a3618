package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.backend.tornado.kernels.Kernel;
import java.util.List;

/**
 * One launch of a kernel.
 *
 * @param kernel what runs
 * @param settings first the number of work items, then what the kernel defines
 * @param node the node it belongs to, for messages; null for tasks of the plan itself
 */
public record Task(Kernel kernel, List<Integer> settings, Node node) {
    /** Copies the settings. */
    public Task {
        settings = List.copyOf(settings);
    }

    /** {@return the number of work items, at least 1} */
    public int items() {
        return settings.getFirst();
    }

    /** {@return the operation, with the layer's path where it has one, for messages} */
    public String label() {
        if (node == null) {
            return "copy";
        }
        return node.operation().name() + (node.path().isEmpty() ? "" : " (at " + node.path() + ")");
    }
}
