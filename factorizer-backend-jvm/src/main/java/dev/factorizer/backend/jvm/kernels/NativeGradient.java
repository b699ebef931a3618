package dev.factorizer.backend.jvm.kernels;

import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.threads.Workers;
import java.util.List;

/**
 * The gradients of a composite with one result, as a kernel. They are native only where the composite itself is.
 *
 * @param <C> the composite
 */
public interface NativeGradient<C extends Composite> extends NativeKernel<VectorJacobianProduct> {
    /** {@return the kernel whose gradients these are} */
    NativeKernel<C> forward();

    /**
     * Whether it computes the gradients that are wanted.
     *
     * @param of the composite's settings
     * @param product which of its inputs' gradients
     * @return true unless overridden
     */
    default boolean computes(C of, VectorJacobianProduct product) {
        return true;
    }

    /**
     * Working memory while it runs.
     *
     * @param of the composite's settings
     * @param inputs the types of the composite's inputs
     * @return bytes; 0 unless overridden
     */
    default long gradientWorkspaceBytes(C of, List<Type> inputs) {
        return 0;
    }

    /**
     * {@return whether the gradient of the composite's first input, wanted alone, may lie where the result's gradient
     * lies} False unless overridden.
     */
    default boolean overwritesCotangent() {
        return false;
    }

    /**
     * The step of a node.
     *
     * @param of the composite's settings
     * @param inputs the types of the composite's inputs
     * @param memory where its tensors lie
     * @param workers the threads that compute
     * @return what runs it, any number of times
     */
    Runnable bindGradient(C of, List<Type> inputs, GradientMemory memory, Workers workers);

    @Override
    default Class<VectorJacobianProduct> operation() {
        return VectorJacobianProduct.class;
    }

    @Override
    default boolean accepts(VectorJacobianProduct product, List<Type> inputs) {
        if (!forward().operation().isInstance(product.of())) {
            return false;
        }
        C of = forward().operation().cast(product.of());
        return forward().accepts(of, product.forward(inputs)) && computes(of, product);
    }

    @Override
    default long workspaceBytes(VectorJacobianProduct product, List<Type> inputs) {
        return gradientWorkspaceBytes(forward().operation().cast(product.of()), product.forward(inputs));
    }

    @Override
    default boolean overwrites(VectorJacobianProduct product, List<Type> inputs, int input) {
        return overwritesCotangent() && product.wanted().equals(List.of(0)) && input == product.inputs();
    }

    @Override
    default Runnable bind(VectorJacobianProduct product, List<Type> inputs, KernelMemory memory, Workers workers) {
        return bindGradient(forward().operation().cast(product.of()), product.forward(inputs), new GradientMemory(
                product.forward(memory.inputs()), product.cotangents(memory.inputs()).getFirst(), product.byInput(memory.results()), memory.workspace()), workers);
    }
}
