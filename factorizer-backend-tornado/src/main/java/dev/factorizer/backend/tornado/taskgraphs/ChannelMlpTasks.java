package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import java.util.ArrayList;
import java.util.List;

/** The second half of a Factorizer block: the hidden activations, four times as large as x, never reach memory. */
final class ChannelMlpTasks {
    /** Floats of working memory of a slab of an image, about: its hidden activations are kept for the sums. */
    private static final long SLAB = 1 << 24;
    private static final int NONE = -1;

    private ChannelMlpTasks() { }

    static void forward(ChannelMlpBranch branch, Node node, TaskWriter tasks) {
        Shape x = node.input(0).shape();
        int voxels = Math.toIntExact(x.spatial().elements());
        tasks.add(Kernel.CHANNEL_MLP, VoxelGroups.of(x.size(0), voxels), tasks.input(0), tasks.input(1), tasks.input(2),
                tasks.input(3), tasks.input(4), tasks.input(5), tasks.input(6), tasks.result(), tasks.workspace(), x.size(1),
                node.input(3).shape().size(0), voxels, tasks.number(branch.epsilon()));
    }

    static long workspace(Node node) {
        Shape x = node.input(0).shape();
        return 2 * x.size(1) * VoxelGroups.padded(x.size(0), x.spatial().elements());
    }

    /** Voxels of a slab, whole groups. */
    private static int slab(Node node) {
        long rows = 2L * (node.input(3).shape().size(0) + node.input(0).shape().size(1));
        long groups = Math.max(1, SLAB / (rows * VoxelGroups.VOXELS));
        return Math.toIntExact(Math.min(groups * VoxelGroups.VOXELS, VoxelGroups.padded(1, node.input(0).shape().spatial()
                .elements())));
    }

    /** The length of each slab of each image. */
    private static List<Integer> slabs(Node node) {
        Shape x = node.input(0).shape();
        int all = Math.toIntExact(VoxelGroups.padded(1, x.spatial().elements()));
        List<Integer> lengths = new ArrayList<>();
        for (int image = 0; image < x.size(0); image++) {
            for (int first = 0; first < all; first += slab(node)) {
                lengths.add(Math.min(slab(node), all - first));
            }
        }
        return lengths;
    }

    static void gradient(ChannelMlpBranch branch, VectorJacobianProduct product, Node node, TaskWriter tasks) {
        Shape x = node.input(0).shape();
        int channels = x.size(1);
        int hidden = node.input(3).shape().size(0);
        int voxels = Math.toIntExact(x.spatial().elements());
        BranchGradients wanted = BranchGradients.of(product, node, tasks);
        BranchSums sums = new BranchSums(channels, hidden, slabs(node));
        int slab = slab(node);
        int normalized = tasks.workspace();
        int g = normalized + channels * slab;
        int pulled = g + channels * slab;
        int a = pulled + channels * slab;
        int d = a + hidden * slab;
        int partial = d + hidden * slab;
        List<Integer> lengths = slabs(node);
        int all = Math.toIntExact(VoxelGroups.padded(1, voxels));
        int done = 0;
        for (int slot = 0; slot < lengths.size(); slot++) {
            int length = lengths.get(slot);
            int first = done % all;
            int place = done / all * channels * voxels + first;
            tasks.add(Kernel.CHANNEL_MLP_GRADIENT, length / VoxelGroups.VOXELS, tasks.input(0) + place, tasks.input(7) + place,
                    tasks.input(1), tasks.input(2), tasks.input(3), tasks.input(4), tasks.input(5),
                    wanted.x() == NONE ? NONE : wanted.x() + place, wanted.parameters() ? a : NONE, d, normalized, g, pulled,
                    channels, hidden, voxels, first, length, tasks.number(branch.epsilon()), tasks.number(1), tasks.number(0));
            if (wanted.parameters()) {
                sums.add(slot, new BranchSums.Rows(g, length), new BranchSums.Rows(a, length),
                        new BranchSums.Rows(d, length), new BranchSums.Rows(normalized, length), partial, tasks);
            }
            done += length;
        }
        if (wanted.parameters()) {
            sums.finish(wanted, tasks.input(1), tasks.input(2), tasks.input(3), partial, tasks);
        }
    }

    static long workspace(VectorJacobianProduct product, Node node) {
        int channels = node.input(0).shape().size(1);
        int hidden = node.input(3).shape().size(0);
        boolean parameters = product.wanted().getLast() > 0;
        return (3L * channels + (parameters ? 2L * hidden : 0)) * slab(node)
                + (parameters ? new BranchSums(channels, hidden, slabs(node)).workspace() : 0);
    }
}
