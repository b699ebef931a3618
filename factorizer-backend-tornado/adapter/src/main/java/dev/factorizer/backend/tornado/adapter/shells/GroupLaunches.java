package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.Kernel;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;

/** Which shell runs which kernel as the work of groups. */
public final class GroupLaunches {
    private GroupLaunches() { }

    /**
     * Adds a task of a kernel that has a group body.
     *
     * @param graph to which
     * @param id the task's name
     * @param kernel what it runs
     * @param memory float32
     * @param integers int32
     * @param settings what the kernel defines, of the next run
     */
    public static void add(TaskGraph graph, String id, Kernel kernel, float[] memory, int[] integers, int[] settings) {
        KernelContext context = new KernelContext();
        switch (kernel) {
            case PRODUCT_PANELS -> graph.task(id, GroupShells::productOfGroups, context, memory, integers, settings);
            case CONVOLUTION -> graph.task(id, GroupShells::convolutionOfGroups, context, memory, integers, settings);
            case CONVOLUTION_INPUT_GRADIENT -> graph.task(id, GroupShells::inputGradientOfGroups, context, memory, integers, settings);
            case CONVOLUTION_INPUT_GRADIENT_OF_BLOCKS ->
                graph.task(id, GroupShells::blocksOfGroups, context, memory, integers, settings);
            case CONVOLUTION_WEIGHT_GRADIENT -> graph.task(id, GroupShells::weightGradientOfGroups, context, memory, integers, settings);
            default -> throw new IllegalArgumentException(kernel + " is not the work of groups");
        }
    }
}
