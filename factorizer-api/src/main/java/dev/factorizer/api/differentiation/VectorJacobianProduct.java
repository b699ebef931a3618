package dev.factorizer.api.differentiation;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * The vector-Jacobian product of a composite, as an operation: a backend may run it natively, else lowering replaces it
 * by the derivative of the composite's decomposition. Inputs: those of the composite, then the gradient of each of its
 * results. Results: the gradients of the wanted inputs.
 *
 * @param of the composite
 * @param inputs how many inputs the composite has here
 * @param wanted which of them, ascending
 */
public record VectorJacobianProduct(Composite of, int inputs, List<Integer> wanted) implements Composite {
    /** Copies the list. */
    public VectorJacobianProduct {
        wanted = List.copyOf(wanted);
    }

    /**
     * Adds the node for the gradients of a composite's node.
     *
     * @param composite the operation
     * @param node its node
     * @param wanted which inputs' gradients
     * @param cotangents the gradient of each result
     * @return the gradients
     */
    public static List<Value> append(Composite composite, Node node, List<Integer> wanted, List<Value> cotangents) {
        List<Value> all = new ArrayList<>(node.inputs());
        all.addAll(cotangents);
        return node.trace().append(new VectorJacobianProduct(composite, node.inputs().size(), wanted), all).results();
    }

    @Override
    public String name() {
        return of.name() + "Gradient";
    }

    @Override
    public List<Type> infer(List<Type> types) {
        List<Type> forward = types.subList(0, inputs);
        List<Type> results = of.infer(forward);
        Inputs checked = Inputs.of(this, types).count(inputs + results.size());
        if (!types.subList(inputs, types.size()).equals(results)) {
            throw checked.mismatch("cotangents " + types.subList(inputs, types.size()) + ", expected " + results);
        }
        return wanted.stream().map(forward::get).toList();
    }

    @Override
    public List<Value> decompose(List<Value> values) {
        List<Value> forward = values.subList(0, inputs);
        List<Value> results = of.decompose(forward);
        return Differentiation.pullBack(results, values.subList(inputs, values.size()),
                wanted.stream().map(forward::get).toList());
    }
}
