package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.factorization.MixerBranch;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.kernels.Kernel;
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
                && FactorizeTasks.runs(branch.factorization(), branch.layout()
                        .matrices(inputs.get(0).shape().with(1, inputs.get(3).shape().size(0))));
    }

    /** The windows of p. */
    static WindowGeometry geometry(MixerBranch branch, Node node) {
        return new WindowGeometry(branch.layout(), node.input(0).shape().with(1, node.input(3).shape().size(0)));
    }

    static void forward(MixerBranch branch, Node node, TaskWriter tasks) {
        Shape x = node.input(0).shape();
        WindowGeometry geometry = geometry(branch, node);
        int channels = x.size(1);
        int projected = geometry.image().size(1);
        int voxels = Math.toIntExact(x.spatial().elements());
        long groups = VoxelGroups.of(x.size(0), voxels);
        int second = tasks.workspace();
        int rows = second + Math.toIntExact(BranchWeights.length(projected, channels));
        int p = rows + Math.toIntExact(groups * channels * VoxelGroups.VOXELS);
        int matrices = p + Math.toIntExact(geometry.image().elements());
        int first = matrices + Math.toIntExact(geometry.elements());
        int bias = first + Math.toIntExact(BranchWeights.length(projected, channels));
        int work = bias + (int) BranchWeights.padded(projected);
        project(branch, node, first, bias, p, rows, tasks);
        geometry.cut(p, matrices, tasks);
        FactorizeTasks.forward(branch.factorization(), geometry.matrices(), matrices, tasks.input(5), matrices, work, tasks);
        geometry.join(matrices, 1.0 / branch.layout().shifts().size(), p, tasks);
        BranchWeights.transposed(tasks.input(6), 1, projected, channels, second, tasks);
        tasks.add(Kernel.BRANCH_OUTPUT, groups, tasks.input(0), p, second, tasks.input(7), tasks.result(), rows, channels,
                projected, voxels);
    }

    /** p, and the normalised x in its working memory. */
    static void project(MixerBranch branch, Node node, int packed, int bias, int p, int rows, TaskWriter tasks) {
        Shape x = node.input(0).shape();
        int channels = x.size(1);
        int projected = node.input(3).shape().size(0);
        int voxels = Math.toIntExact(x.spatial().elements());
        BranchWeights.scaled(tasks.input(3), tasks.input(1), projected, channels, packed, tasks);
        tasks.add(Kernel.FOLD_BIAS, BranchWeights.padded(projected), tasks.input(3), tasks.input(2), tasks.number(0), 0, projected,
                channels, bias);
        tasks.add(Kernel.BRANCH_PROJECT, VoxelGroups.of(x.size(0), voxels), tasks.input(0), packed, bias, p, rows, channels,
                projected, voxels, tasks.number(branch.epsilon()));
    }

    static long workspace(MixerBranch branch, Node node) {
        Shape x = node.input(0).shape();
        WindowGeometry geometry = geometry(branch, node);
        long projected = geometry.image().size(1);
        return 2 * BranchWeights.length(projected, x.size(1)) + BranchWeights.padded(projected)
                + VoxelGroups.of(x.size(0), x.spatial().elements()) * x.size(1) * VoxelGroups.VOXELS
                + geometry.image().elements() + geometry.elements()
                + FactorizeTasks.workspace(branch.factorization(), geometry.matrices());
    }
}
