package dev.factorizer.api.differentiation;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayList;
import java.util.Collections;
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

    /**
     * Of what stands per input here, the part of the composite's inputs.
     *
     * @param <T> types, values, or what a backend keeps of them
     * @param all one per input of this operation
     * @return one per input of the composite
     */
    public <T> List<T> forward(List<T> all) {
        return all.subList(0, inputs);
    }

    /**
     * Of what stands per input here, the part of the gradients of the composite's results.
     *
     * @param <T> types, values, or what a backend keeps of them
     * @param all one per input of this operation
     * @return one per result of the composite
     */
    public <T> List<T> cotangents(List<T> all) {
        return all.subList(inputs, all.size());
    }

    /**
     * What stands per result here, sorted by the inputs of the composite.
     *
     * @param <T> types, values, or what a backend keeps of them
     * @param results one per wanted gradient
     * @return one per input of the composite; null where its gradient is not wanted
     */
    public <T> List<T> byInput(List<T> results) {
        List<T> all = new ArrayList<>(Collections.nCopies(inputs, null));
        for (int i = 0; i < wanted.size(); i++) {
            all.set(wanted.get(i), results.get(i));
        }
        return all;
    }

    @Override
    public String name() {
        return of.name() + "Gradient";
    }

    @Override
    public List<Type> infer(List<Type> types) {
        List<Type> forward = forward(types);
        List<Type> results = of.infer(forward);
        Inputs checked = Inputs.of(this, types).count(inputs + results.size());
        if (!cotangents(types).equals(results)) {
            throw checked.mismatch("cotangents " + cotangents(types) + ", expected " + results);
        }
        return wanted.stream().map(forward::get).toList();
    }

    @Override
    public List<Value> decompose(List<Value> values) {
        List<Value> forward = forward(values);
        List<Value> results = of.decompose(forward);
        return Differentiation.pullBack(results, cotangents(values),
                wanted.stream().map(forward::get).toList());
    }
}
