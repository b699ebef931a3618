package dev.factorizer.backend.jvm.execution;

import dev.factorizer.api.backend.ProgramChecks;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.KernelMemory;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.kernels.attention.AttentionKernel;
import dev.factorizer.backend.jvm.kernels.branches.ChannelMlpBranchGradient;
import dev.factorizer.backend.jvm.kernels.branches.ChannelMlpBranchKernel;
import dev.factorizer.backend.jvm.kernels.branches.MixerBranchGradient;
import dev.factorizer.backend.jvm.kernels.branches.MixerBranchKernel;
import dev.factorizer.backend.jvm.kernels.deconvolution.DeconvolveGradient;
import dev.factorizer.backend.jvm.kernels.deconvolution.DeconvolveKernel;
import dev.factorizer.backend.jvm.kernels.elementwise.AdamWKernel;
import dev.factorizer.backend.jvm.kernels.elementwise.GeluGradient;
import dev.factorizer.backend.jvm.kernels.elementwise.GeluKernel;
import dev.factorizer.backend.jvm.kernels.elementwise.LeakyReluGradient;
import dev.factorizer.backend.jvm.kernels.elementwise.LeakyReluKernel;
import dev.factorizer.backend.jvm.kernels.factorization.FactorizeGradient;
import dev.factorizer.backend.jvm.kernels.factorization.FactorizeKernel;
import dev.factorizer.backend.jvm.kernels.norms.ActivatedInstanceNormGradient;
import dev.factorizer.backend.jvm.kernels.norms.ActivatedInstanceNormKernel;
import dev.factorizer.backend.jvm.kernels.norms.GroupNormGradient;
import dev.factorizer.backend.jvm.kernels.norms.GroupNormKernel;
import dev.factorizer.backend.jvm.kernels.norms.InstanceNormGradient;
import dev.factorizer.backend.jvm.kernels.norms.InstanceNormKernel;
import dev.factorizer.backend.jvm.kernels.norms.LayerNormGradient;
import dev.factorizer.backend.jvm.kernels.norms.LayerNormKernel;
import dev.factorizer.backend.jvm.kernels.products.ChannelLinearGradient;
import dev.factorizer.backend.jvm.kernels.products.ChannelLinearKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.util.List;
import java.util.Optional;

/** The composites that have a kernel of their own. A new kernel is its class and a line in this list. */
final class NativeKernels {
    static final List<NativeKernel<?>> ALL = List.of(
            new AdamWKernel(),
            new AttentionKernel(),
            new ChannelLinearKernel(), new ChannelLinearGradient(),
            new LayerNormKernel(), new LayerNormGradient(),
            new InstanceNormKernel(), new InstanceNormGradient(),
            new ActivatedInstanceNormKernel(), new ActivatedInstanceNormGradient(),
            new GroupNormKernel(), new GroupNormGradient(),
            new GeluKernel(), new GeluGradient(),
            new LeakyReluKernel(), new LeakyReluGradient(),
            new FactorizeKernel(), new FactorizeGradient(),
            new DeconvolveKernel(), new DeconvolveGradient(),
            new MixerBranchKernel(), new MixerBranchGradient(),
            new ChannelMlpBranchKernel(), new ChannelMlpBranchGradient());

    /**
     * A kernel that accepts an operation on some inputs.
     *
     * @param <C> the composite
     * @param kernel the kernel
     * @param operation the settings
     * @param inputs the inputs' types
     */
    record Match<C extends Composite>(NativeKernel<C> kernel, C operation, List<Type> inputs) {
        private static <C extends Composite> Optional<Match<?>> of(NativeKernel<C> kernel, Composite operation,
                List<Type> inputs) {
            return Optional.of(kernel).filter(one -> one.operation().isInstance(operation)
                    && one.accepts(one.operation().cast(operation), inputs))
                    .map(one -> new Match<>(one, one.operation().cast(operation), inputs));
        }

        long workspaceBytes() {
            return kernel.workspaceBytes(operation, inputs);
        }

        boolean overwrites(int input) {
            return kernel.overwrites(operation, inputs, input);
        }

        Runnable bind(KernelMemory memory, Workers workers) {
            return kernel.bind(operation, inputs, memory, workers);
        }
    }

    private NativeKernels() { }

    /** The kernel of a composite; all that have none are lowered to their decomposition. */
    static Optional<Match<?>> find(Composite operation, List<Type> inputs) {
        return ALL.stream().<Match<?>>flatMap(kernel -> Match.of(kernel, operation, inputs).stream()).findFirst();
    }

    /** The kernel of a node; none for primitives. */
    static Optional<Match<?>> find(Node node) {
        return node.operation() instanceof Composite composite ? find(composite, node.inputTypes()) : Optional.empty();
    }

    static Runnable bind(Node node, Memory memory, Workers workers) {
        Match<?> match = find(node).orElseThrow(() -> ProgramChecks.notLowered("jvm", node));
        return match.bind(new KernelMemory(node.inputs().stream().map(memory::of).toList(),
                node.results().stream().map(memory::of).toList(), memory.workspace(node)), workers);
    }
}
