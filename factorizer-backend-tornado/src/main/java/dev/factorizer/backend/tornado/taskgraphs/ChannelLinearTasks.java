package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import java.util.List;

/** Linear maps of the channels at each voxel, and their gradients. */
final class ChannelLinearTasks {
    private static final int PART = 4096;

    private ChannelLinearTasks() { }

    static void forward(Node node, TaskWriter tasks) {
        Shape x = node.input(0).shape();
        Shape weight = node.input(1).shape();
        map(x.size(0), weight.size(1), weight.size(0), voxels(x), false).write(tasks.input(1), tasks.input(0),
                node.inputs().size() == 3 ? tasks.input(2) : Product.NO_BIAS, tasks.result(), tasks);
    }

    /** At each voxel (to, from) · (from, 1). */
    private static Product map(int images, int from, int to, int voxels, boolean transposed) {
        return new Product(to, voxels, from, Product.Strides.of(to, from, transposed), Product.Strides.of(from, voxels, false),
                List.of(new Product.Axis(images, 0, from * voxels))).whole();
    }

    private static int voxels(Shape x) {
        return Math.toIntExact(x.spatial().elements());
    }

    static void gradient(VectorJacobianProduct product, Node node, TaskWriter tasks) {
        Shape x = node.input(0).shape();
        int outputs = node.input(1).shape().size(0);
        int g = tasks.input(product.inputs());
        for (int i = 0; i < product.wanted().size(); i++) {
            int result = tasks.offset(node.results().get(i));
            switch (product.wanted().get(i)) {
                case 0 -> map(x.size(0), outputs, x.size(1), voxels(x), true)
                        .write(tasks.input(1), g, Product.NO_BIAS, result, tasks);
                case 1 -> weightGradient(node).writeSum(g, tasks.input(0), result, tasks);
                default -> biasGradient(x, outputs, g, result, tasks);
            }
        }
    }

    /** For each image (outputs, voxels) · (voxels, inputs). */
    private static Product weightGradient(Node node) {
        Shape x = node.input(0).shape();
        int outputs = node.input(1).shape().size(0);
        return new Product(outputs, x.size(1), voxels(x), Product.Strides.of(outputs, voxels(x), false),
                Product.Strides.of(voxels(x), x.size(1), true),
                List.of(new Product.Axis(x.size(0), outputs * voxels(x), x.size(1) * voxels(x))));
    }

    private static void biasGradient(Shape x, int outputs, int g, int result, TaskWriter tasks) {
        int parts = Math.ceilDiv(voxels(x), PART);
        int all = x.size(0) * parts;
        int sums = all == 0 ? 0 : tasks.workspace();
        tasks.add(Kernel.ROW_SUMS, (long) all * outputs, outputs, voxels(x), PART, parts, outputs * voxels(x), g, sums);
        tasks.add(Kernel.SUM_PARTS, outputs, all, outputs, sums, result);
    }

    /** The parts of one gradient are summed before those of the next are written. */
    static long workspace(VectorJacobianProduct product, Node node) {
        Shape x = node.input(0).shape();
        long weight = product.wanted().contains(1) ? weightGradient(node).workspaceOfSum() : 0;
        long bias = product.wanted().contains(2)
                ? (long) x.size(0) * Math.ceilDiv(voxels(x), PART) * node.input(1).shape().size(0) : 0;
        return Math.max(weight, bias);
    }
}
