package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;

/** Normalization over the channels and its gradients. */
final class LayerNormTasks {
    /** Voxels of a chunk, which has its own sums: fixed, so that the sums depend on the sizes alone. */
    private static final int CHUNK = 2048;

    private LayerNormTasks() { }

    static void forward(LayerNorm norm, Node node, TaskWriter tasks) {
        boolean affine = node.inputs().size() == 3;
        Shape x = node.input(0).shape();
        int voxels = Math.toIntExact(x.spatial().elements());
        tasks.add(Kernel.LAYER_NORM, VoxelGroups.of(x.size(0), voxels), tasks.input(0), weight(affine, tasks),
                affine ? tasks.input(2) : tasks.number(0), affine ? 1 : 0, tasks.result(), x.size(1), voxels,
                tasks.number(norm.epsilon()));
    }

    private static int weight(boolean affine, TaskWriter tasks) {
        return affine ? tasks.input(1) : tasks.number(1);
    }

    static void gradient(LayerNorm norm, VectorJacobianProduct product, Node node, TaskWriter tasks) {
        boolean affine = product.inputs() == 3;
        Shape x = node.input(0).shape();
        int channels = x.size(1);
        int voxels = Math.toIntExact(x.spatial().elements());
        int epsilon = tasks.number(norm.epsilon());
        int g = tasks.input(product.inputs());
        long groups = VoxelGroups.of(x.size(0), voxels);
        if (parameters(product)) {
            int statistics = tasks.workspace();
            int sums = statistics + 2 * x.size(0) * voxels;
            int chunks = Math.ceilDiv(voxels, CHUNK);
            tasks.add(Kernel.LAYER_NORM_STATISTICS, groups, tasks.input(0), statistics, channels, voxels, epsilon);
            tasks.add(Kernel.LAYER_NORM_PARAMETER_SUMS, (long) x.size(0) * chunks * channels, tasks.input(0), statistics, g, sums,
                    channels, voxels, chunks, CHUNK, x.size(0));
            for (int i = 0; i < product.wanted().size(); i++) {
                if (product.wanted().get(i) > 0) {
                    tasks.add(Kernel.COLUMN_SUMS, channels, sums + product.wanted().get(i) - 1, x.size(0) * chunks, 2 * channels,
                            2, tasks.offset(node.results().get(i)));
                }
            }
        }
        if (product.wanted().getFirst() == 0) {
            tasks.add(Kernel.LAYER_NORM_INPUT_GRADIENT, groups, tasks.input(0), weight(affine, tasks), affine ? 1 : 0, g,
                    tasks.offset(node.results().getFirst()), channels, voxels, epsilon);
        }
    }

    private static boolean parameters(VectorJacobianProduct product) {
        return product.wanted().getLast() > 0;
    }

    static long workspace(VectorJacobianProduct product, Node node) {
        Shape x = node.input(0).shape();
        long voxels = x.spatial().elements();
        return parameters(product) ? 2 * x.size(0) * (voxels + x.size(1) * Math.ceilDiv(voxels, CHUNK)) : 0;
    }
}
