package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.ChannelMlpBranch;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;

/** The second half of a Factorizer block: the hidden activations, four times as large as x, never reach memory. */
final class ChannelMlpTasks {
    private ChannelMlpTasks() { }

    static void forward(ChannelMlpBranch branch, Node node, TaskWriter tasks) {
        Shape x = node.input(0).shape();
        int channels = x.size(1);
        int hidden = node.input(3).shape().size(0);
        int voxels = Math.toIntExact(x.spatial().elements());
        int weights = Math.toIntExact(BranchWeights.length(hidden, channels));
        int first = tasks.workspace();
        int second = first + weights;
        int bias = second + weights;
        int rows = bias + (int) BranchWeights.padded(hidden);
        BranchWeights.scaled(tasks.input(3), tasks.input(1), hidden, channels, first, tasks);
        BranchWeights.transposed(tasks.input(5), 1, hidden, channels, second, tasks);
        tasks.add(Kernel.FOLD_BIAS, BranchWeights.padded(hidden), tasks.input(3), tasks.input(2), tasks.input(4), 1, hidden,
                channels, bias);
        tasks.add(Kernel.CHANNEL_MLP, VoxelGroups.of(x.size(0), voxels), tasks.input(0), first, bias, second, tasks.input(6),
                tasks.result(), rows, channels, hidden, voxels, tasks.number(branch.epsilon()));
    }

    static long workspace(Node node) {
        Shape x = node.input(0).shape();
        long channels = x.size(1);
        long hidden = node.input(3).shape().size(0);
        return 2 * BranchWeights.length(hidden, channels) + BranchWeights.padded(hidden)
                + 2 * channels * VoxelGroups.VOXELS * VoxelGroups.of(x.size(0), x.spatial().elements());
    }
}
