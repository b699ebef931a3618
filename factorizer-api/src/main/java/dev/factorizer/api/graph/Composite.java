package dev.factorizer.api.graph;

import dev.factorizer.api.differentiation.VectorJacobianProduct;
import java.util.List;

/**
 * An operation written with other operations. Implement this to add one: every backend has it at once.
 *
 * <p>The decomposition is also the slow path that cross-checks a backend's fused kernel.
 */
public non-sealed interface Composite extends Operation {
    /**
     * The results, computed with other operations.
     *
     * @param inputs the inputs
     * @return one value for each result
     */
    List<Value> decompose(List<Value> inputs);

    /**
     * The vector-Jacobian products for some of the inputs. Unless overridden, this is one node that a backend may run
     * natively and that lowering otherwise replaces by the derivative of the decomposition; only the inputs are saved.
     *
     * @param node the node of this operation
     * @param wanted which inputs' gradients, by index
     * @param cotangents the gradient of each result
     * @return one gradient for each wanted input
     */
    default List<Value> vjp(Node node, List<Integer> wanted, List<Value> cotangents) {
        return VectorJacobianProduct.append(this, node, wanted, cotangents);
    }
}
