package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.backend.tornado.kernels.Kernel;
import uk.ac.manchester.tornado.api.TaskGraph;

/** Which shell runs which kernel: the one switch over all of them. The compiler finds a kernel that is missing. */
final class Launches {
    private Launches() { }

    /** Adds a task. */
    static void add(TaskGraph graph, String id, Kernel kernel, float[] memory, int[] integers, int[] settings) {
        switch (kernel) {
            case FILL -> graph.task(id, ElementShells::fill, memory, integers, settings);
            case FILL_INTEGERS -> graph.task(id, ElementShells::fillIntegers, memory, integers, settings);
            case COPY -> graph.task(id, ElementShells::copy, memory, integers, settings);
            case COPY_INTEGERS -> graph.task(id, ElementShells::copyIntegers, memory, integers, settings);
            case NEGATE -> graph.task(id, ElementShells::negate, memory, integers, settings);
            case ADD -> graph.task(id, ElementShells::add, memory, integers, settings);
            case LAYER_NORM -> graph.task(id, LayerNormShells::forward, memory, integers, settings);
            case LAYER_NORM_STATISTICS -> graph.task(id, LayerNormShells::statistics, memory, integers, settings);
            case LAYER_NORM_INPUT_GRADIENT -> graph.task(id, LayerNormShells::inputGradient, memory, integers, settings);
            case LAYER_NORM_PARAMETER_SUMS -> graph.task(id, LayerNormShells::parameterSums, memory, integers, settings);
            case COLUMN_SUMS -> graph.task(id, LayerNormShells::columnSums, memory, integers, settings);
            case HALS_EIGHT_ROWS -> graph.task(id, HalsShells::forwardOfEightRows, memory, integers, settings);
            case HALS_ANY_ROWS -> graph.task(id, HalsShells::forwardOfAnyRows, memory, integers, settings);
            case HALS_ANY_ROWS_GRADIENT -> graph.task(id, HalsShells::gradientOfAnyRows, memory, integers, settings);
        }
    }
}
