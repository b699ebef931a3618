package dev.factorizer.api.lowering;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/** Which composites a backend runs itself; all others are replaced by their decomposition. */
@FunctionalInterface
public interface NativeOperations {
    /** None: everything is lowered to primitives. */
    NativeOperations NONE = (operation, inputs) -> false;

    /**
     * Whether a composite is run natively.
     *
     * @param operation the operation
     * @param inputs its inputs' types
     * @return true if the backend has a kernel for it
     */
    boolean runs(Composite operation, List<Type> inputs);
}
