package dev.factorizer.backend.jvm.execution;

import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.Gelu;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.BranchGradients;
import dev.factorizer.backend.jvm.kernels.ChannelLinearKernel;
import dev.factorizer.backend.jvm.kernels.ChannelMlpBranchGradient;
import dev.factorizer.backend.jvm.kernels.FactorizeKernel;
import dev.factorizer.backend.jvm.kernels.GeluKernel;
import dev.factorizer.backend.jvm.kernels.LayerNormKernel;
import dev.factorizer.backend.jvm.kernels.MixerBranchGradient;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The composites whose gradients have a kernel of their own: which, what they need, and their steps. */
final class GradientSteps {
    private GradientSteps() { }

    /** Whether the gradients are computed natively. Those of drawn start values never are: nobody trains them. */
    static boolean runs(VectorJacobianProduct product, List<Type> inputs) {
        if (!CompositeSteps.runs(product.of(), inputs.subList(0, product.inputs()))) {
            return false;
        }
        return switch (product.of()) {
            case ChannelLinear linear -> true;
            case LayerNorm norm -> true;
            case Gelu gelu -> true;
            case ChannelMlpBranch branch -> true;
            case Factorize factorize -> product.wanted().equals(List.of(0));
            case MixerBranch branch -> !product.wanted().contains(4) && !product.wanted().contains(5);
            default -> false;
        };
    }

    static Runnable bind(VectorJacobianProduct product, Node node, List<MemorySegment> in, List<MemorySegment> results,
            MemorySegment workspace, Workers workers) {
        // By input of the composite; null where no gradient is wanted.
        MemorySegment[] d = new MemorySegment[product.inputs()];
        for (int i = 0; i < results.size(); i++) {
            d[product.wanted().get(i)] = results.get(i);
        }
        MemorySegment g = in.get(product.inputs());
        return switch (product.of()) {
            case ChannelLinear linear -> {
                ChannelLinearKernel kernel = CompositeSteps.channelLinear(node);
                MemorySegment bias = d.length == 3 ? d[2] : null;
                yield () -> {
                    if (d[1] != null || bias != null) {
                        kernel.parameterGradients(in.get(0), g, d[1], bias, workers);
                    }
                    if (d[0] != null) {
                        kernel.inputGradient(in.get(1), g, d[0], workers);
                    }
                };
            }
            case LayerNorm norm -> {
                LayerNormKernel kernel = CompositeSteps.layerNorm(norm, node);
                boolean affine = d.length == 3;
                yield () -> kernel.gradients(in.get(0), affine ? in.get(1) : null, g, null, d[0], affine ? d[1] : null,
                        affine ? d[2] : null, workers);
            }
            case Gelu gelu -> () -> GeluKernel.gradient(in.getFirst(), g, d[0], workers);
            case Factorize factorize -> {
                FactorizeKernel kernel = CompositeSteps.factorize(factorize, node);
                yield () -> kernel.gradient(in.get(0), in.get(2), g, d[0], workers);
            }
            case MixerBranch branch -> {
                MixerBranchGradient kernel = new MixerBranchGradient(CompositeSteps.mixer(branch, node));
                BranchGradients gradients = new BranchGradients(d[0], d[1], d[2], d[3], null, d[6], d[7]);
                yield () -> kernel.run(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), in.get(5), in.get(6), g,
                        gradients, workspace, workers);
            }
            case ChannelMlpBranch branch -> {
                ChannelMlpBranchGradient kernel = new ChannelMlpBranchGradient(CompositeSteps.channelMlp(branch, node));
                BranchGradients gradients = new BranchGradients(d[0], d[1], d[2], d[3], d[4], d[5], d[6]);
                yield () -> kernel.run(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), in.get(5), g, gradients,
                        workspace, workers);
            }
            default -> throw new IllegalStateException("no native gradient of " + product.of());
        };
    }

    static long workspaceBytes(VectorJacobianProduct product, Node node) {
        return switch (product.of()) {
            case MixerBranch branch -> new MixerBranchGradient(CompositeSteps.mixer(branch, node)).workspaceBytes();
            case ChannelMlpBranch branch ->
                new ChannelMlpBranchGradient(CompositeSteps.channelMlp(branch, node)).workspaceBytes();
            default -> 0;
        };
    }

    static boolean overwrites(VectorJacobianProduct product, Node node, int input) {
        if (!product.wanted().equals(List.of(0))) {
            return false;
        }
        return switch (product.of()) {
            case Gelu gelu -> true;
            case LayerNorm norm -> input == product.inputs();
            case Factorize factorize -> input == product.inputs();
            case ChannelMlpBranch branch -> input == product.inputs();
            case MixerBranch branch -> input == product.inputs();
            default -> false;
        };
    }
}
