package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.kernels.Kernel;
import java.util.Collections;
import java.util.List;

/**
 * The first half of a Factorizer block, y = x + W₂ z + b₂ with z the mean over shifts of the factorized windows of
 * p = relu(W₁ norm(x)). p and z share their place, and the windows are factorized where they were cut.
 */
final class MixerTasks {
    private static final int MOST_AXES = 3;

    private MixerTasks() { }

    static boolean runs(MixerBranch branch, List<Type> inputs) {
        return branch.layout().grid().size() <= MOST_AXES && branch.factorization().initialization().drawn()
                && FactorizeTasks.runs(branch.factorization(), matrices(branch, inputs));
    }

    private static Shape matrices(MixerBranch branch, List<Type> inputs) {
        return branch.layout().matrices(inputs.get(0).shape().with(1, inputs.get(3).shape().size(0)));
    }

    /** Sizes of a node. */
    private record Sizes(int batch, int channels, int projected, int voxels) {
        static Sizes of(Node node) {
            Shape x = node.input(0).shape();
            return new Sizes(x.size(0), x.size(1), node.input(3).shape().size(0), Math.toIntExact(x.spatial().elements()));
        }

        long groups() {
            return VoxelGroups.of(batch, voxels);
        }

        /** From row to row of the normalized x. */
        int length() {
            return Math.toIntExact(VoxelGroups.padded(1, voxels));
        }

        /** Floats of the normalized x, or of all groups' channels. */
        int normalized() {
            return Math.multiplyExact(Math.multiplyExact(batch, channels), length());
        }

        /** Floats of p. */
        int image() {
            return Math.multiplyExact(Math.multiplyExact(batch, projected), voxels);
        }
    }

    /** The windows of p. */
    private static WindowGeometry geometry(MixerBranch branch, Node node) {
        return new WindowGeometry(branch.layout(), node.input(0).shape().with(1, node.input(3).shape().size(0)));
    }

    static void forward(MixerBranch branch, Node node, TaskWriter tasks) {
        Sizes sizes = Sizes.of(node);
        WindowGeometry geometry = geometry(branch, node);
        int rows = tasks.workspace();
        int p = rows + sizes.normalized();
        int matrices = p + sizes.image();
        int work = matrices + Math.toIntExact(geometry.elements());
        project(branch, node, p, rows, tasks);
        geometry.cut(p, matrices, tasks);
        FactorizeTasks.forward(branch.factorization(), geometry.matrices(), matrices, tasks.input(4), tasks.input(5), matrices, work,
                tasks);
        geometry.join(matrices, 1.0 / branch.layout().shifts().size(), p, tasks);
        tasks.add(Kernel.BRANCH_OUTPUT, sizes.groups(), tasks.input(0), p, tasks.input(6), tasks.input(7), tasks.result(), rows,
                sizes.channels(), sizes.projected(), sizes.voxels());
    }

    /** p, and the normalized x in its working memory. */
    private static void project(MixerBranch branch, Node node, int p, int normalized, TaskWriter tasks) {
        Sizes sizes = Sizes.of(node);
        tasks.add(Kernel.BRANCH_PROJECT, sizes.groups(), tasks.input(0), tasks.input(1), tasks.input(2), tasks.input(3), p,
                normalized, sizes.channels(), sizes.projected(), sizes.voxels(), tasks.number(branch.epsilon()));
    }

    static long workspace(MixerBranch branch, Node node) {
        Sizes sizes = Sizes.of(node);
        WindowGeometry geometry = geometry(branch, node);
        return (long) sizes.normalized() + sizes.image() + geometry.elements()
                + FactorizeTasks.workspace(branch.factorization(), geometry.matrices());
    }

    /**
     * p is projected again; its windows are factorized again, which gives z, and the gradient of each is pulled back to p.
     */
    static void gradient(MixerBranch branch, VectorJacobianProduct product, Node node, TaskWriter tasks) {
        Sizes sizes = Sizes.of(node);
        WindowGeometry geometry = geometry(branch, node);
        int windows = Math.toIntExact(geometry.elements());
        BranchGradients wanted = BranchGradients.of(product, node, tasks);
        int normalized = tasks.workspace();
        int p = normalized + sizes.normalized();
        int d = p + sizes.image();
        int matrices = d + sizes.image();
        int gradients = matrices + windows;
        int work = gradients + windows;
        int g = tasks.input(product.inputs());
        double mean = 1.0 / branch.layout().shifts().size();
        project(branch, node, p, normalized, tasks);
        tasks.add(Kernel.BRANCH_LINEAR, sizes.groups(), g, tasks.input(6), 1, sizes.projected(), d, sizes.channels(),
                sizes.projected(), sizes.voxels());
        geometry.cut(p, matrices, tasks);
        geometry.cut(d, gradients, tasks);
        FactorizeGradientTasks.write(branch.factorization(), geometry.matrices(), new FactorizeGradientTasks.Operands(matrices,
                tasks.input(4), tasks.input(5), gradients, gradients), work, tasks);
        geometry.join(gradients, mean, d, p, tasks);
        if (wanted.secondWeight() >= 0) {
            FactorizeTasks.forward(branch.factorization(), geometry.matrices(), matrices, tasks.input(4), tasks.input(5), matrices, work,
                tasks);
            geometry.join(matrices, mean, p, tasks);
        }
        if (wanted.parameters()) {
            // The windows are done with.
            sum(branch, node, wanted, g, new int[] {normalized, p, d, matrices}, tasks);
        }
        if (wanted.x() >= 0) {
            tasks.add(Kernel.BRANCH_INPUT_GRADIENT, sizes.groups(), tasks.input(0), tasks.input(1), tasks.input(3), d, g, wanted.x(),
                    matrices, sizes.channels(), sizes.projected(), sizes.voxels(), tasks.number(branch.epsilon()));
        }
    }

    private static void sum(MixerBranch branch, Node node, BranchGradients wanted, int g, int[] places, TaskWriter tasks) {
        Sizes sizes = Sizes.of(node);
        BranchSums sums = sums(sizes);
        int voxels = sizes.voxels();
        for (int image = 0; image < sizes.batch(); image++) {
            sums.add(image, new BranchSums.Rows(g + image * sizes.channels() * voxels, voxels),
                    new BranchSums.Rows(places[1] + image * sizes.projected() * voxels, voxels),
                    new BranchSums.Rows(places[2] + image * sizes.projected() * voxels, voxels),
                    new BranchSums.Rows(places[0] + image * sizes.channels() * sizes.length(), sizes.length()), places[3], tasks);
        }
        sums.finish(wanted, tasks.input(1), tasks.input(2), tasks.input(3), places[3], tasks);
    }

    private static BranchSums sums(Sizes sizes) {
        return new BranchSums(sizes.channels(), sizes.projected(), Collections.nCopies(sizes.batch(), sizes.voxels()));
    }

    static long gradientWorkspace(MixerBranch branch, Node node) {
        Sizes sizes = Sizes.of(node);
        WindowGeometry geometry = geometry(branch, node);
        // The windows are factorized, too.
        long windows = 2 * geometry.elements() + Math.max(FactorizeTasks.workspace(branch.factorization(), geometry.matrices()),
                FactorizeGradientTasks.workspace(branch.factorization(), geometry.matrices()));
        return sizes.normalized() + 2L * sizes.image()
                + Math.max(windows, Math.max(sums(sizes).workspace(), 2L * sizes.normalized()));
    }
}
