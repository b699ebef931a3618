package dev.factorizer.contract;

import dev.factorizer.api.graph.Elementwise;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import java.util.List;

/**
 * x³, an operation that the API doesn't have, with a gradient of its own.
 *
 * @param factor 3; with another one the gradient is wrong
 */
record Cube(double factor) implements Elementwise {
    @Override
    public Value decompose(Value x) {
        return x.multiply(x).multiply(x);
    }

    @Override
    public List<Value> vjp(Node node, List<Integer> wanted, List<Value> cotangents) {
        Value x = node.input(0);
        return List.of(x.multiply(x).multiply(factor).multiply(cotangents.getFirst()));
    }
}
