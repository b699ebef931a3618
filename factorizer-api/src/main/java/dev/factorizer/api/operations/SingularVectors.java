package dev.factorizer.api.operations;

import dev.factorizer.api.differentiation.NotDifferentiableException;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Optional;

/**
 * The leading part of the singular value decomposition of matrices x (…, M, N) ≈ U diag(s) Vᵀ: results U (…, M, R),
 * s (…, R) descending, V (…, N, R). Signs: the entry of largest magnitude in each column of U is positive.
 *
 * @param rank R, at most min(M, N)
 */
public record SingularVectors(int rank) implements Primitive {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1);
        Shape x = checked.rankAtLeast(0, 2).shape();
        int rows = x.size(-2);
        int columns = x.size(-1);
        if (rank < 1 || rank > Math.min(rows, columns)) {
            throw checked.mismatch("rank " + rank + " for matrices of " + rows + "×" + columns + ", expected 1 to "
                    + Math.min(rows, columns));
        }
        Shape batch = x.range(0, x.rank() - 2);
        return List.of(inputs.getFirst().withShape(batch.append(rows, rank)),
                inputs.getFirst().withShape(batch.append(rank)), inputs.getFirst().withShape(batch.append(columns, rank)));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        throw new NotDifferentiableException(node, "choose fewer gradient steps than iterations, so that the"
                + " initialization is not differentiated");
    }
}
