package dev.factorizer.backend.tornado.taskgraphs.normalization;

import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.normalization.LayerNormKernels.ColumnSums;
import dev.factorizer.backend.tornado.kernels.normalization.LayerNormKernels.Forward;
import dev.factorizer.backend.tornado.kernels.normalization.LayerNormKernels.InputGradient;
import dev.factorizer.backend.tornado.kernels.normalization.LayerNormKernels.ParameterSums;
import dev.factorizer.backend.tornado.kernels.normalization.LayerNormKernels.Statistics;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
import dev.factorizer.backend.tornado.taskgraphs.writing.VoxelGroups;

/** Normalization over the channels and its gradients. */
public final class LayerNormTasks {
    /** Voxels of a chunk, which has its own sums: fixed, so that the sums depend on the sizes alone. */
    private static final int CHUNK = 2048;

    // The inputs of the operation.
    private static final int X = 0;
    private static final int WEIGHT = 1;
    private static final int BIAS = 2;

    private LayerNormTasks() { }

    public static void forward(LayerNorm norm, Node node, TaskWriter tasks) {
        boolean affine = node.inputs().size() > BIAS;
        Shape x = node.input(X).shape();
        int voxels = Math.toIntExact(x.spatial().elements());
        tasks.task(Kernel.LAYER_NORM, VoxelGroups.of(x.size(0), voxels))
                .set(Forward.X, tasks.input(X)).set(Forward.WEIGHT, weight(affine, tasks))
                .set(Forward.BIAS, affine ? tasks.input(BIAS) : tasks.number(0)).set(Forward.AFFINE_STEP, affine ? 1 : 0)
                .set(Forward.Y, tasks.result()).set(Forward.CHANNELS, x.size(1)).set(Forward.VOXELS, voxels)
                .set(Forward.EPSILON, tasks.number(norm.epsilon()))
                .write();
    }

    private static int weight(boolean affine, TaskWriter tasks) {
        return affine ? tasks.input(WEIGHT) : tasks.number(1);
    }

    public static void gradient(LayerNorm norm, VectorJacobianProduct product, Node node, TaskWriter tasks) {
        boolean affine = product.inputs() > BIAS;
        Shape x = node.input(X).shape();
        int channels = x.size(1);
        int voxels = Math.toIntExact(x.spatial().elements());
        int epsilon = tasks.number(norm.epsilon());
        int g = tasks.cotangent(product);
        long groups = VoxelGroups.of(x.size(0), voxels);
        if (parameters(product)) {
            int statistics = tasks.workspace();
            int sums = statistics + 2 * x.size(0) * voxels;
            int chunks = Math.ceilDiv(voxels, CHUNK);
            tasks.task(Kernel.LAYER_NORM_STATISTICS, groups)
                    .set(Statistics.X, tasks.input(X)).set(Statistics.MEANS, statistics)
                    .set(Statistics.CHANNELS, channels).set(Statistics.VOXELS, voxels).set(Statistics.EPSILON, epsilon)
                    .write();
            tasks.task(Kernel.LAYER_NORM_PARAMETER_SUMS, (long) x.size(0) * chunks * channels)
                    .set(ParameterSums.X, tasks.input(X)).set(ParameterSums.MEANS, statistics).set(ParameterSums.G, g)
                    .set(ParameterSums.SUMS, sums).set(ParameterSums.CHANNELS, channels).set(ParameterSums.VOXELS, voxels)
                    .set(ParameterSums.CHUNKS, chunks).set(ParameterSums.CHUNK, CHUNK).set(ParameterSums.IMAGES, x.size(0))
                    .write();
            for (int i = 0; i < product.wanted().size(); i++) {
                int wanted = product.wanted().get(i);
                if (wanted != X) {
                    // Weight and bias have every second column each.
                    tasks.task(Kernel.COLUMN_SUMS, channels)
                            .set(ColumnSums.FIRST, sums + (wanted == WEIGHT ? 0 : 1)).set(ColumnSums.ROWS, x.size(0) * chunks)
                            .set(ColumnSums.ROW_STEP, 2 * channels).set(ColumnSums.COLUMN_STEP, 2)
                            .set(ColumnSums.Y, tasks.result(i))
                            .write();
                }
            }
        }
        if (product.wanted().getFirst() == X) {
            tasks.task(Kernel.LAYER_NORM_INPUT_GRADIENT, groups)
                    .set(InputGradient.X, tasks.input(X)).set(InputGradient.WEIGHT, weight(affine, tasks))
                    .set(InputGradient.WEIGHT_STEP, affine ? 1 : 0).set(InputGradient.G, g)
                    .set(InputGradient.RESULT, tasks.result(0)).set(InputGradient.CHANNELS, channels)
                    .set(InputGradient.VOXELS, voxels).set(InputGradient.EPSILON, epsilon)
                    .write();
        }
    }

    private static boolean parameters(VectorJacobianProduct product) {
        return product.wanted().getLast() != X;
    }

    public static long workspace(VectorJacobianProduct product, Node node) {
        Shape x = node.input(X).shape();
        long voxels = x.spatial().elements();
        return parameters(product) ? 2 * x.size(0) * (voxels + x.size(1) * Math.ceilDiv(voxels, CHUNK)) : 0;
    }
}
