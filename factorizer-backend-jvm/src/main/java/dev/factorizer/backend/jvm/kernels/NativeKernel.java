package dev.factorizer.backend.jvm.kernels;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.threads.Workers;
import java.util.List;

/**
 * A kernel for a composite, and all that the backend knows of it. A kernel listed in {@code NativeKernels} is planned, bound and
 * run, and the contract compares it with the composite's decomposition.
 *
 * @param <C> the composite
 */
public interface NativeKernel<C extends Composite> {
    /** {@return the class of the composite that it runs} */
    Class<C> operation();

    /**
     * Whether it runs the operation on such inputs; what it does not accept is lowered to its decomposition.
     *
     * @param operation the settings
     * @param inputs the inputs' types
     * @return true unless overridden
     */
    default boolean accepts(C operation, List<Type> inputs) {
        return true;
    }

    /**
     * Working memory while it runs, beside the arrays of {@link Workers}.
     *
     * @param operation the settings
     * @param inputs the inputs' types, which were accepted
     * @return bytes; 0 unless overridden
     */
    default long workspaceBytes(C operation, List<Type> inputs) {
        return 0;
    }

    /**
     * Whether the only result may lie where an input lies: the kernel then reads each element before it overwrites it.
     *
     * @param operation the settings
     * @param inputs the inputs' types, which were accepted
     * @param input which input, at least as large as the result
     * @return false unless overridden
     */
    default boolean overwrites(C operation, List<Type> inputs, int input) {
        return false;
    }

    /**
     * The step of a node.
     *
     * @param operation the settings
     * @param inputs the inputs' types, which were accepted
     * @param memory where its tensors lie
     * @param workers the threads that compute
     * @return what runs it, any number of times
     */
    Runnable bind(C operation, List<Type> inputs, KernelMemory memory, Workers workers);
}
