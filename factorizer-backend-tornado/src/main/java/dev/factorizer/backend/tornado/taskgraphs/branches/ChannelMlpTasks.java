package dev.factorizer.backend.tornado.taskgraphs.branches;

import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.branches.BranchGradientKernels;
import dev.factorizer.backend.tornado.kernels.branches.BranchKernels;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
import dev.factorizer.backend.tornado.taskgraphs.writing.VoxelGroups;
import java.util.ArrayList;
import java.util.List;

/** The second half of a Factorizer block: the hidden activations, four times as large as x, never reach memory. */
public final class ChannelMlpTasks {
    /** Floats of working memory of a slab of an image, about: its hidden activations are kept for the sums. */
    private static final long SLAB = 1 << 24;
    private static final int NONE = -1;
    // The inputs of the branch.
    private static final int X = ChannelMlpBranch.Operand.X.ordinal();
    private static final int NORM_WEIGHT = ChannelMlpBranch.Operand.NORM_WEIGHT.ordinal();
    private static final int NORM_BIAS = ChannelMlpBranch.Operand.NORM_BIAS.ordinal();
    private static final int FIRST_WEIGHT = ChannelMlpBranch.Operand.FIRST_WEIGHT.ordinal();
    private static final int FIRST_BIAS = ChannelMlpBranch.Operand.FIRST_BIAS.ordinal();
    private static final int SECOND_WEIGHT = ChannelMlpBranch.Operand.SECOND_WEIGHT.ordinal();
    private static final int SECOND_BIAS = ChannelMlpBranch.Operand.SECOND_BIAS.ordinal();

    private ChannelMlpTasks() { }

    public static void forward(ChannelMlpBranch branch, Node node, TaskWriter tasks) {
        Shape x = node.input(X).shape();
        int voxels = Math.toIntExact(x.spatial().elements());
        tasks.task(Kernel.CHANNEL_MLP, VoxelGroups.of(x.size(0), voxels))
                .set(BranchKernels.ChannelMlp.X, tasks.input(X))
                .set(BranchKernels.ChannelMlp.NORM_WEIGHT, tasks.input(NORM_WEIGHT))
                .set(BranchKernels.ChannelMlp.NORM_BIAS, tasks.input(NORM_BIAS))
                .set(BranchKernels.ChannelMlp.FIRST_WEIGHT, tasks.input(FIRST_WEIGHT))
                .set(BranchKernels.ChannelMlp.FIRST_BIAS, tasks.input(FIRST_BIAS))
                .set(BranchKernels.ChannelMlp.SECOND_WEIGHT, tasks.input(SECOND_WEIGHT))
                .set(BranchKernels.ChannelMlp.SECOND_BIAS, tasks.input(SECOND_BIAS))
                .set(BranchKernels.ChannelMlp.Y, tasks.result())
                .set(BranchKernels.ChannelMlp.WORKSPACE, tasks.workspace())
                .set(BranchKernels.ChannelMlp.CHANNELS, x.size(1))
                .set(BranchKernels.ChannelMlp.HIDDEN, node.input(FIRST_WEIGHT).shape().size(0))
                .set(BranchKernels.ChannelMlp.VOXELS, voxels)
                .set(BranchKernels.ChannelMlp.EPSILON, tasks.number(branch.epsilon()))
                .write();
    }

    public static long workspace(Node node) {
        Shape x = node.input(X).shape();
        return 2 * x.size(1) * VoxelGroups.padded(x.size(0), x.spatial().elements());
    }

    /** Voxels of a slab, whole groups. */
    private static int slab(Node node) {
        long rows = 2L * (node.input(FIRST_WEIGHT).shape().size(0) + node.input(X).shape().size(1));
        long groups = Math.max(1, SLAB / (rows * VoxelGroups.VOXELS));
        return Math.toIntExact(Math.min(groups * VoxelGroups.VOXELS, VoxelGroups.padded(1, node.input(X).shape().spatial()
                .elements())));
    }

    /** The length of each slab of each image. */
    private static List<Integer> slabs(Node node) {
        Shape x = node.input(X).shape();
        int all = Math.toIntExact(VoxelGroups.padded(1, x.spatial().elements()));
        List<Integer> lengths = new ArrayList<>();
        for (int image = 0; image < x.size(0); image++) {
            for (int first = 0; first < all; first += slab(node)) {
                lengths.add(Math.min(slab(node), all - first));
            }
        }
        return lengths;
    }

    public static void gradient(ChannelMlpBranch branch, VectorJacobianProduct product, Node node, TaskWriter tasks) {
        Shape x = node.input(X).shape();
        int channels = x.size(1);
        int hidden = node.input(FIRST_WEIGHT).shape().size(0);
        int voxels = Math.toIntExact(x.spatial().elements());
        WantedGradients wanted = WantedGradients.of(product, List.of(X, NORM_WEIGHT, NORM_BIAS, FIRST_WEIGHT,
                FIRST_BIAS, SECOND_WEIGHT, SECOND_BIAS), tasks);
        ParameterSums sums = new ParameterSums(channels, hidden, slabs(node));
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
            tasks.task(Kernel.CHANNEL_MLP_GRADIENT, length / VoxelGroups.VOXELS)
                    .set(BranchGradientKernels.ChannelMlp.X, tasks.input(X) + place)
                    .set(BranchGradientKernels.ChannelMlp.G, tasks.cotangent(product) + place)
                    .set(BranchGradientKernels.ChannelMlp.NORM_WEIGHT, tasks.input(NORM_WEIGHT))
                    .set(BranchGradientKernels.ChannelMlp.NORM_BIAS, tasks.input(NORM_BIAS))
                    .set(BranchGradientKernels.ChannelMlp.FIRST_WEIGHT, tasks.input(FIRST_WEIGHT))
                    .set(BranchGradientKernels.ChannelMlp.FIRST_BIAS, tasks.input(FIRST_BIAS))
                    .set(BranchGradientKernels.ChannelMlp.SECOND_WEIGHT, tasks.input(SECOND_WEIGHT))
                    .set(BranchGradientKernels.ChannelMlp.RESULT, wanted.x() == NONE ? NONE : wanted.x() + place)
                    .set(BranchGradientKernels.ChannelMlp.A, wanted.parameters() ? a : NONE)
                    .set(BranchGradientKernels.ChannelMlp.D, d)
                    .set(BranchGradientKernels.ChannelMlp.NORMALIZED, normalized)
                    .set(BranchGradientKernels.ChannelMlp.G_ROWS, g)
                    .set(BranchGradientKernels.ChannelMlp.WORKSPACE, pulled)
                    .set(BranchGradientKernels.ChannelMlp.CHANNELS, channels)
                    .set(BranchGradientKernels.ChannelMlp.HIDDEN, hidden)
                    .set(BranchGradientKernels.ChannelMlp.VOXELS, voxels)
                    .set(BranchGradientKernels.ChannelMlp.FIRST_VOXEL, first)
                    .set(BranchGradientKernels.ChannelMlp.LENGTH, length)
                    .set(BranchGradientKernels.ChannelMlp.EPSILON, tasks.number(branch.epsilon()))
                    .set(BranchGradientKernels.ChannelMlp.ONE, tasks.number(1))
                    .set(BranchGradientKernels.ChannelMlp.ZERO, tasks.number(0))
                    .write();
            if (wanted.parameters()) {
                sums.add(slot, new ParameterSums.Rows(g, length), new ParameterSums.Rows(a, length),
                        new ParameterSums.Rows(d, length), new ParameterSums.Rows(normalized, length), partial, tasks);
            }
            done += length;
        }
        if (wanted.parameters()) {
            sums.finish(wanted, tasks.input(NORM_WEIGHT), tasks.input(NORM_BIAS), tasks.input(FIRST_WEIGHT), partial, tasks);
        }
    }

    public static long workspace(VectorJacobianProduct product, Node node) {
        int channels = node.input(X).shape().size(1);
        int hidden = node.input(FIRST_WEIGHT).shape().size(0);
        boolean parameters = product.wanted().getLast() != X;
        return (3L * channels + (parameters ? 2L * hidden : 0)) * slab(node)
                + (parameters ? new ParameterSums(channels, hidden, slabs(node)).workspace() : 0);
    }
}
