package dev.factorizer.backend.tornado.taskgraphs.planning;

import dev.factorizer.api.backend.ProgramChecks;
import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.factorization.FactorPair;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.AdamWStep;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.Gelu;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.taskgraphs.branches.ChannelMlpTasks;
import dev.factorizer.backend.tornado.taskgraphs.branches.MixerTasks;
import dev.factorizer.backend.tornado.taskgraphs.elementwise.AdamWTasks;
import dev.factorizer.backend.tornado.taskgraphs.elementwise.ElementTasks;
import dev.factorizer.backend.tornado.taskgraphs.factorization.FactorizeTasks;
import dev.factorizer.backend.tornado.taskgraphs.normalization.LayerNormTasks;
import dev.factorizer.backend.tornado.taskgraphs.products.ChannelLinearTasks;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
import java.util.List;

/** The composites that have kernels of their own: which, what they need, and their tasks. */
public final class CompositeTasks {
    private static final int FIRST = 0;
    /** The inputs of a factorization with start values. */
    private static final int STARTED = 3;

    private CompositeTasks() { }

    /** Whether a composite is run natively; all others are lowered to their decomposition. */
    public static boolean runs(Composite operation, List<Type> inputs) {
        return switch (operation) {
            case VectorJacobianProduct product -> GradientTasks.runs(product, inputs);
            case AdamWStep _, ChannelLinear _, LayerNorm _ -> true;
            case Gelu gelu -> !gelu.tanhApproximation();
            case Factorize factorize -> inputs.size() == STARTED
                    && FactorizeTasks.runs(factorize.settings(), inputs.getFirst().shape());
            case FactorPair pair -> inputs.size() == STARTED && FactorizeTasks.runs(pair.settings(), inputs.getFirst().shape());
            case MixerBranch branch -> MixerTasks.runs(branch, inputs);
            case ChannelMlpBranch _ -> true;
            default -> false;
        };
    }

    public static void write(Composite composite, Node node, TaskWriter tasks) {
        if (!runs(composite, node.inputs().stream().map(Value::type).toList())) {
            throw ProgramChecks.notLowered("tornado", node);
        }
        switch (composite) {
            case VectorJacobianProduct product -> GradientTasks.write(product, node, tasks);
            case AdamWStep step -> AdamWTasks.write(step, node, tasks);
            case Gelu _ -> ElementTasks.gelu(node, tasks);
            case ChannelLinear _ -> ChannelLinearTasks.forward(node, tasks);
            case LayerNorm norm -> LayerNormTasks.forward(norm, node, tasks);
            case Factorize factorize -> FactorizeTasks.forward(factorize, node, tasks);
            case FactorPair pair -> FactorizeTasks.factors(pair, node, tasks);
            case MixerBranch branch -> MixerTasks.forward(branch, node, tasks);
            case ChannelMlpBranch branch -> ChannelMlpTasks.forward(branch, node, tasks);
            default -> throw ProgramChecks.notLowered("tornado", node);
        }
    }

    /** How many floats of working memory the tasks of a composite need. */
    public static long workspace(Node node) {
        return switch (node.operation()) {
            case VectorJacobianProduct product -> GradientTasks.workspace(product, node);
            case Factorize factorize -> FactorizeTasks.workspace(factorize, node);
            case FactorPair pair -> FactorizeTasks.workspace(pair, node);
            case MixerBranch branch -> MixerTasks.workspace(branch, node);
            case ChannelMlpBranch _ -> ChannelMlpTasks.workspace(node);
            default -> 0;
        };
    }

    /** Whether the result may lie over an input: each work item reads nothing of it but what it writes. */
    public static boolean overwrites(Node node, int input) {
        return switch (node.operation()) {
            case VectorJacobianProduct product -> GradientTasks.overwrites(product, input);
            case Gelu _, LayerNorm _, Factorize _, MixerBranch _, ChannelMlpBranch _ -> input == FIRST;
            default -> false;
        };
    }
}
