package dev.factorizer.backend.tornado.taskgraphs.planning;

import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.Gelu;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.taskgraphs.branches.ChannelMlpTasks;
import dev.factorizer.backend.tornado.taskgraphs.branches.MixerTasks;
import dev.factorizer.backend.tornado.taskgraphs.elementwise.ElementTasks;
import dev.factorizer.backend.tornado.taskgraphs.factorization.FactorizeGradientTasks;
import dev.factorizer.backend.tornado.taskgraphs.normalization.LayerNormTasks;
import dev.factorizer.backend.tornado.taskgraphs.products.ChannelLinearTasks;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
import java.util.List;

/** The composites whose gradients have kernels of their own: which, what they need, and their tasks. */
public final class GradientTasks {
    private static final int FIRST = 0;

    private GradientTasks() { }

    /** Whether the gradients are computed natively. Those of drawn start values never are: they are not trained. */
    public static boolean runs(VectorJacobianProduct product, List<Type> inputs) {
        if (!CompositeTasks.runs(product.of(), inputs.subList(0, product.inputs()))) {
            return false;
        }
        return switch (product.of()) {
            case ChannelLinear _, ChannelMlpBranch _, Gelu _, LayerNorm _ -> true;
            case Factorize _ -> FactorizeGradientTasks.differentiates(product);
            case MixerBranch _ -> MixerTasks.differentiates(product);
            default -> false;
        };
    }

    public static void write(VectorJacobianProduct product, Node node, TaskWriter tasks) {
        switch (product.of()) {
            case Gelu _ -> ElementTasks.geluGradient(product, node, tasks);
            case ChannelLinear _ -> ChannelLinearTasks.gradient(product, node, tasks);
            case LayerNorm norm -> LayerNormTasks.gradient(norm, product, node, tasks);
            case Factorize factorize -> FactorizeGradientTasks.write(factorize, product, node, tasks);
            case MixerBranch branch -> MixerTasks.gradient(branch, product, node, tasks);
            case ChannelMlpBranch branch -> ChannelMlpTasks.gradient(branch, product, node, tasks);
            default -> throw new IllegalStateException("no native gradient of " + product.of());
        }
    }

    public static long workspace(VectorJacobianProduct product, Node node) {
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
    public static boolean overwrites(VectorJacobianProduct product, int input) {
        return product.wanted().equals(List.of(FIRST)) && switch (product.of()) {
            case Gelu _ -> true;
            case LayerNorm _, Factorize _, MixerBranch _, ChannelMlpBranch _ -> input == product.inputs();
            default -> false;
        };
    }
}
