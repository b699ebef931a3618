package dev.factorizer.backend.tornado.taskgraphs.products;

import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.products.ProductKernels.RowSums;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
import java.util.List;

/** Linear maps of the channels at each voxel, and their gradients. */
public final class ChannelLinearTasks {
    private static final int PART = 4096;
    // The inputs of the operation.
    private static final int X = 0;
    private static final int WEIGHT = 1;
    private static final int BIAS = 2;

    private ChannelLinearTasks() { }

    public static void forward(Node node, TaskWriter tasks) {
        Shape x = node.input(X).shape();
        Shape weight = node.input(WEIGHT).shape();
        map(x.size(0), weight.size(1), weight.size(0), voxels(x), false).write(tasks.input(WEIGHT), tasks.input(X),
                node.inputs().size() == 3 ? tasks.input(BIAS) : Product.NO_BIAS, tasks.result(), tasks);
    }

    /** At each voxel (to, from) · (from, 1). */
    private static Product map(int images, int from, int to, int voxels, boolean transposed) {
        return new Product(to, voxels, from, Product.Strides.of(to, from, transposed), Product.Strides.of(from, voxels, false),
                List.of(new Product.Axis(images, 0, from * voxels))).whole();
    }

    private static int voxels(Shape x) {
        return Math.toIntExact(x.spatial().elements());
    }

    public static void gradient(VectorJacobianProduct product, Node node, TaskWriter tasks) {
        Shape x = node.input(X).shape();
        int outputs = node.input(WEIGHT).shape().size(0);
        int g = tasks.cotangent(product);
        for (int i = 0; i < product.wanted().size(); i++) {
            int result = tasks.result(i);
            switch (product.wanted().get(i)) {
                case X -> map(x.size(0), outputs, x.size(1), voxels(x), true)
                        .write(tasks.input(WEIGHT), g, Product.NO_BIAS, result, tasks);
                case WEIGHT -> weightGradient(node).writeSum(g, tasks.input(X), result, tasks);
                default -> biasGradient(x, outputs, g, result, tasks);
            }
        }
    }

    /** For each image (outputs, voxels) · (voxels, inputs). */
    private static Product weightGradient(Node node) {
        Shape x = node.input(X).shape();
        int outputs = node.input(WEIGHT).shape().size(0);
        return new Product(outputs, x.size(1), voxels(x), Product.Strides.of(outputs, voxels(x), false),
                Product.Strides.of(voxels(x), x.size(1), true),
                List.of(new Product.Axis(x.size(0), outputs * voxels(x), x.size(1) * voxels(x))));
    }

    private static void biasGradient(Shape x, int outputs, int g, int result, TaskWriter tasks) {
        int parts = Math.ceilDiv(voxels(x), PART);
        int all = x.size(0) * parts;
        int sums = all == 0 ? 0 : tasks.workspace();
        tasks.task(Kernel.ROW_SUMS, (long) all * outputs)
                .set(RowSums.ROWS, outputs).set(RowSums.LENGTH, voxels(x)).set(RowSums.PART, PART).set(RowSums.PARTS, parts)
                .set(RowSums.IMAGE_STEP, outputs * voxels(x)).set(RowSums.X, g).set(RowSums.Y, sums)
                .write();
        Product.sumParts(outputs, all, sums, result, tasks);
    }

    /** The parts of one gradient are summed before those of the next are written. */
    public static long workspace(VectorJacobianProduct product, Node node) {
        Shape x = node.input(X).shape();
        long weight = product.wanted().contains(WEIGHT) ? weightGradient(node).workspaceOfSum() : 0;
        long bias = product.wanted().contains(BIAS)
                ? (long) x.size(0) * Math.ceilDiv(voxels(x), PART) * node.input(WEIGHT).shape().size(0) : 0;
        return Math.max(weight, bias);
    }
}
