package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.Gelu;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.kernels.Kernel;
import java.util.List;

/** The composites whose gradients have kernels of their own: which, what they need, and their tasks. */
final class GradientTasks {
    private GradientTasks() { }

    /** Whether the gradients are computed natively. Those of drawn start values never are: nobody trains them. */
    static boolean runs(VectorJacobianProduct product, List<Type> inputs) {
        if (!CompositeTasks.runs(product.of(), inputs.subList(0, product.inputs()))) {
            return false;
        }
        return switch (product.of()) {
            case ChannelLinear _, ChannelMlpBranch _, Gelu _, LayerNorm _ -> true;
            case Factorize _ -> product.wanted().equals(List.of(0));
            case MixerBranch _ -> !product.wanted().contains(4) && !product.wanted().contains(5);
            default -> false;
        };
    }

    static void write(VectorJacobianProduct product, Node node, TaskWriter tasks) {
        switch (product.of()) {
            case Gelu _ -> tasks.add(Kernel.GELU_GRADIENT, node.result().shape().elements(), tasks.input(0), tasks.input(1),
                    tasks.result());
            case ChannelLinear _ -> ChannelLinearTasks.gradient(product, node, tasks);
            case LayerNorm norm -> LayerNormTasks.gradient(norm, product, node, tasks);
            case Factorize factorize -> FactorizeGradientTasks.write(factorize, node, tasks);
            case MixerBranch branch -> MixerTasks.gradient(branch, product, node, tasks);
            case ChannelMlpBranch branch -> ChannelMlpTasks.gradient(branch, product, node, tasks);
            default -> throw new IllegalStateException("no native gradient of " + product.of());
        }
    }

    static long workspace(VectorJacobianProduct product, Node node) {
        return switch (product.of()) {
            case ChannelLinear _ -> ChannelLinearTasks.workspace(product, node);
            case LayerNorm _ -> LayerNormTasks.workspace(product, node);
            case Factorize factorize -> FactorizeGradientTasks.workspace(factorize, node);
            case MixerBranch branch -> MixerTasks.gradientWorkspace(branch, node);
            case ChannelMlpBranch _ -> ChannelMlpTasks.workspace(product, node);
            default -> 0;
        };
    }

    /** The gradient of the first input alone may lie over that of the result; GELU's also over the input. */
    static boolean overwrites(VectorJacobianProduct product, int input) {
        return product.wanted().equals(List.of(0)) && switch (product.of()) {
            case Gelu _ -> true;
            case LayerNorm _, Factorize _, MixerBranch _, ChannelMlpBranch _ -> input == product.inputs();
            default -> false;
        };
    }
}
