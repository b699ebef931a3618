package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Optional;

/**
 * Solutions of small linear systems A Z = B: A (…, R, R), B (…, R, K) → Z (…, R, K), by Gaussian elimination with
 * partial pivoting in double precision. A singular A is an error when the program runs.
 */
public record Solve() implements Primitive {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(2);
        Shape a = checked.rankAtLeast(0, 2).shape();
        Shape b = checked.rankAtLeast(1, 2).shape();
        if (a.size(-1) != a.size(-2) || a.size(-1) != b.size(-2) || a.rank() != b.rank()
                || !a.range(0, a.rank() - 2).equals(b.range(0, b.rank() - 2))) {
            throw checked.mismatch("systems " + a + " and right-hand sides " + b + ", expected (…, R, R) and (…, R, K)");
        }
        return List.of(inputs.get(1));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        Value back = node.input(0).transpose().apply(new Solve(), cotangents.getFirst());
        return Optional.of(input == 1 ? back : back.matmulFullPrecision(node.result(), false, true).negate());
    }
}
