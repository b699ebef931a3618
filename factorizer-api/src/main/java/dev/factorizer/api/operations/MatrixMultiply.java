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
 * Matrix products op(A) op(B) over broadcast batch axes: (…, M, K) · (…, K, N) → (…, M, N).
 *
 * @param transposeFirst whether A is given as (…, K, M)
 * @param transposeSecond whether B is given as (…, N, K)
 * @param fullPrecision whether neither A and B nor the result may be rounded to fewer bits than their type has, whatever a program is
 *     compiled for; its gradients are so, too
 */
public record MatrixMultiply(boolean transposeFirst, boolean transposeSecond, boolean fullPrecision) implements Primitive {
    /**
     * A product that a program may be compiled to store in fewer bits.
     *
     * @param transposeFirst whether A is given as (…, K, M)
     * @param transposeSecond whether B is given as (…, N, K)
     */
    public MatrixMultiply(boolean transposeFirst, boolean transposeSecond) {
        this(transposeFirst, transposeSecond, false);
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(2);
        Shape a = checked.rankAtLeast(0, 2).shape();
        Shape b = checked.rankAtLeast(1, 2).shape();
        int rows = a.size(transposeFirst ? -1 : -2);
        int inner = a.size(transposeFirst ? -2 : -1);
        int found = b.size(transposeSecond ? -1 : -2);
        int columns = b.size(transposeSecond ? -2 : -1);
        if (inner != found) {
            throw checked.mismatch("inner sizes differ, expected " + inner + ", found " + found + " (a " + a
                    + (transposeFirst ? " transposed" : "") + ", b " + b + (transposeSecond ? " transposed" : "") + ")");
        }
        Shape batch = checked.broadcast(a.range(0, a.rank() - 2), b.range(0, b.rank() - 2));
        return List.of(inputs.getFirst().withShape(batch.append(rows, columns)));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        Value g = cotangents.getFirst();
        Value a = node.input(0);
        Value b = node.input(1);
        Value gradient;
        if (input == 0) {
            gradient = transposeFirst ? product(b, g, transposeSecond, true) : product(g, b, false, !transposeSecond);
        } else {
            gradient = transposeSecond ? product(g, a, true, transposeFirst) : product(a, g, !transposeFirst, false);
        }
        return Optional.of(gradient.sumTo(node.input(input).shape()));
    }

    private Value product(Value first, Value second, boolean turnFirst, boolean turnSecond) {
        return first.apply(new MatrixMultiply(turnFirst, turnSecond, fullPrecision), second);
    }
}
