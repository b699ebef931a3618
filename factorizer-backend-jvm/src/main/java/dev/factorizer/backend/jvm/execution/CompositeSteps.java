package dev.factorizer.backend.jvm.execution;

import dev.factorizer.api.backend.ProgramChecks;
import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.factorization.SolverStep;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.AdamWStep;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.Gelu;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.AdamWKernel;
import dev.factorizer.backend.jvm.kernels.ChannelLinearKernel;
import dev.factorizer.backend.jvm.kernels.ChannelMlpBranchKernel;
import dev.factorizer.backend.jvm.kernels.FactorizeKernel;
import dev.factorizer.backend.jvm.kernels.GeluKernel;
import dev.factorizer.backend.jvm.kernels.LayerNormKernel;
import dev.factorizer.backend.jvm.kernels.MixerBranchKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The composites that have a kernel of their own: which, what they need, and their steps. */
final class CompositeSteps {
    private CompositeSteps() { }

    /** Whether a composite is run natively; all others are lowered to their decomposition. */
    static boolean runs(Composite operation, List<Type> inputs) {
        return switch (operation) {
            case VectorJacobianProduct product -> GradientSteps.runs(product, inputs);
            case AdamWStep step -> true;
            case ChannelLinear linear -> true;
            case LayerNorm norm -> true;
            case Gelu gelu -> !gelu.tanhApproximation();
            case Factorize factorize -> inputs.size() == 3 && rankOne(factorize.settings(), inputs.getFirst().shape());
            case MixerBranch branch -> branch.layout().grid().size() <= 3 && rankOne(branch.factorization(), branch.layout()
                    .matrices(inputs.get(0).shape().with(1, inputs.get(3).shape().size(0))));
            case ChannelMlpBranch branch -> true;
            default -> false;
        };
    }

    /** Whether matrices of this shape are factorized as {@link FactorizeKernel} does it. */
    private static boolean rankOne(Factorization settings, Shape matrices) {
        return settings.solvers().size() == 1 && settings.solvers().getFirst().half() == SolverStep.Half.BOTH
                && (settings.solvers().getFirst().solver() == Solver.HALS
                        || settings.solvers().getFirst().solver() == Solver.NNCD)
                && settings.initialization().drawn() && settings.rank().of(matrices.size(-2), matrices.size(-1)) == 1;
    }

    static Runnable bind(Composite composite, Node node, Memory memory, Workers workers) {
        List<MemorySegment> in = node.inputs().stream().map(memory::of).toList();
        List<MemorySegment> results = node.results().stream().map(memory::of).toList();
        MemorySegment y = results.getFirst();
        return switch (composite) {
            case VectorJacobianProduct product ->
                GradientSteps.bind(product, node, in, results, memory.workspace(node), workers);
            case AdamWStep step -> () -> AdamWKernel.run(step, in, results, workers);
            case ChannelLinear linear -> {
                ChannelLinearKernel kernel = channelLinear(node);
                yield () -> kernel.forward(in.get(0), in.get(1), in.size() == 3 ? in.get(2) : null, y, workers);
            }
            case LayerNorm norm -> {
                LayerNormKernel kernel = layerNorm(norm, node);
                yield () -> kernel.forward(in.get(0), in.size() == 3 ? in.get(1) : null, in.size() == 3 ? in.get(2) : null,
                        y, workers);
            }
            case Gelu gelu -> () -> GeluKernel.forward(in.getFirst(), y, workers);
            case Factorize factorize -> {
                FactorizeKernel kernel = factorize(factorize, node);
                yield () -> kernel.forward(in.get(0), in.get(1), in.get(2), y, workers);
            }
            case MixerBranch branch -> {
                MixerBranchKernel kernel = mixer(branch, node);
                MemorySegment workspace = memory.workspace(node);
                yield () -> kernel.forward(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), in.get(5), in.get(6),
                        in.get(7), y, workspace, workers);
            }
            case ChannelMlpBranch branch -> {
                ChannelMlpBranchKernel kernel = channelMlp(branch, node);
                yield () -> kernel.forward(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), in.get(5), in.get(6), y,
                        workers);
            }
            default -> throw ProgramChecks.notLowered("jvm", node);
        };
    }

    static long workspaceBytes(Node node) {
        return switch (node.operation()) {
            case MixerBranch branch -> mixer(branch, node).workspaceBytes();
            case VectorJacobianProduct product -> GradientSteps.workspaceBytes(product, node);
            default -> 0;
        };
    }

    /** These kernels read what they need of a tile of their first input before they write the result's. */
    static boolean overwrites(Node node, int input) {
        return switch (node.operation()) {
            // With fewer outputs, those of a single image lie where its first channels were.
            case ChannelLinear linear -> input == 0 && (node.result().shape().size(0) == 1
                    || node.result().shape().equals(node.input(0).shape()));
            case LayerNorm norm -> input == 0;
            case Gelu gelu -> true;
            case Factorize factorize -> input == 0;
            case MixerBranch branch -> input == 0;
            case ChannelMlpBranch branch -> input == 0;
            case VectorJacobianProduct product -> GradientSteps.overwrites(product, node, input);
            default -> false;
        };
    }

    static ChannelLinearKernel channelLinear(Node node) {
        Shape x = node.input(0).shape();
        Shape weight = node.input(1).shape();
        return new ChannelLinearKernel(x.size(0), weight.size(1), weight.size(0), x.spatial().elements());
    }

    static LayerNormKernel layerNorm(LayerNorm norm, Node node) {
        Shape x = node.input(0).shape();
        return new LayerNormKernel(x.size(0), x.size(1), x.spatial().elements(), (float) norm.epsilon());
    }

    static FactorizeKernel factorize(Factorize factorize, Node node) {
        Shape x = node.input(0).shape();
        return FactorizeKernel.of(x.range(0, x.rank() - 2).elements(), x.size(-2), x.size(-1), factorize.settings());
    }

    static MixerBranchKernel mixer(MixerBranch branch, Node node) {
        return MixerBranchKernel.of(branch.layout(), branch.factorization(), node.input(0).shape(),
                node.input(3).shape().size(0), branch.epsilon());
    }

    static ChannelMlpBranchKernel channelMlp(ChannelMlpBranch branch, Node node) {
        Shape x = node.input(0).shape();
        return new ChannelMlpBranchKernel(x.size(0), x.size(1), node.input(3).shape().size(0), x.spatial().elements(),
                (float) branch.epsilon());
    }
}
