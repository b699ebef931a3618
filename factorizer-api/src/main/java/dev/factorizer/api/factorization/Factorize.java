package dev.factorizer.api.factorization;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.NamedOperands;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * Matrices replaced by their factorization: X (…, M, N) → U Vᵀ (…, M, N). Saves X only; the gradient computes the
 * iterations again. Inputs: those of {@link FactorPair}.
 *
 * @param settings solvers, rank, iterations
 */
public record Factorize(Factorization settings) implements Composite, NamedOperands<FactorPair.Operand> {
    @Override
    public List<FactorPair.Operand> operands(int inputs) {
        return new FactorPair(settings).operands(inputs);
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        new FactorPair(settings).infer(inputs);
        return List.of(inputs.getFirst());
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.getFirst();
        List<Value> factors = x.applyAll(new FactorPair(settings),
                inputs.subList(1, inputs.size()).toArray(Value[]::new));
        return List.of(factors.get(0).matmulFullPrecision(factors.get(1), false, true));
    }
}
