package dev.factorizer.api.factorization;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.SingularVectors;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * The factors of matrices: X (…, M, N) → U (…, M, R), V (…, N, R). Inputs as {@link Factorize}.
 *
 * @param settings solvers, rank, iterations
 */
public record FactorPair(Factorization settings) implements Composite {
    @Override
    public List<Type> infer(List<Type> inputs) {
        int starts = settings.initialization().drawn() ? 2 : 0;
        Inputs checked = Inputs.of(this, inputs).count(1 + starts, 2 + starts);
        Type x = checked.rankAtLeast(0, 2);
        int rows = x.shape().size(-2);
        int columns = x.shape().size(-1);
        int rank = settings.rank().of(rows, columns);
        if (starts > 0) {
            checked.shape(1, "u0", Shape.of(rows, rank));
            checked.shape(2, "v0", Shape.of(columns, rank));
        }
        if (inputs.size() > 1 + starts) {
            checked.shape(1 + starts, "weight", x.shape());
            boolean weighted = settings.solvers().size() == 1
                    && settings.solvers().getFirst().equals(new SolverStep(Solver.WMU, SolverStep.Half.BOTH));
            if (!weighted) {
                throw checked.mismatch("weights were given with solvers " + settings.solvers().stream()
                        .map(SolverStep::label).toList() + ", expected wmu alone");
            }
        }
        Shape batch = x.shape().range(0, x.shape().rank() - 2);
        return List.of(x.withShape(batch.append(rows, rank)), x.withShape(batch.append(columns, rank)));
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.getFirst();
        List<Value> start = start(inputs);
        Value u = start.get(0);
        Value v = start.get(1);
        Value weight = inputs.size() > (settings.initialization().drawn() ? 3 : 1) ? inputs.getLast() : null;
        int undifferentiated = settings.iterations() - settings.gradientSteps();
        if (undifferentiated >= 0) {
            u = u.stopGradient();
            v = v.stopGradient();
        }
        Value constantX = x.stopGradient();
        Value constantWeight = weight == null ? null : weight.stopGradient();
        for (int t = 0; t < settings.iterations(); t++) {
            boolean differentiated = t >= undifferentiated;
            Value data = differentiated ? x : constantX;
            Value dataWeight = differentiated ? weight : constantWeight;
            for (SolverStep step : settings.solvers()) {
                if (step.half() != SolverStep.Half.ONLY_V) {
                    u = new FactorUpdate(step.solver(), data, u, v, dataWeight).updated();
                }
                if (step.half() != SolverStep.Half.ONLY_U) {
                    Value turned = dataWeight == null ? null : dataWeight.transpose();
                    v = new FactorUpdate(step.solver(), data.transpose(), v, u, turned).updated();
                }
            }
        }
        return List.of(u, v);
    }

    private List<Value> start(List<Value> inputs) {
        Value x = inputs.getFirst();
        List<Type> types = infer(inputs.stream().map(Value::type).toList());
        if (settings.initialization().drawn()) {
            return List.of(inputs.get(1).broadcastTo(types.get(0).shape()), inputs.get(2).broadcastTo(types.get(1).shape()));
        }
        int rank = types.getFirst().shape().size(-1);
        List<Value> parts = x.applyAll(new SingularVectors(rank));
        Shape values = parts.get(1).shape();
        Value root = parts.get(1).sqrt().reshape(values.range(0, values.rank() - 1).append(1, rank));
        Value u = parts.get(0).multiply(root);
        Value v = parts.get(2).multiply(root);
        return settings.initialization() == Initialization.SVD ? List.of(u, v) : nonnegative(u, v);
    }

    /** Of each component its positive or its negative part, by the product of the parts' norms. */
    private static List<Value> nonnegative(Value u, Value v) {
        Value positiveU = u.relu();
        Value positiveV = v.relu();
        Value negativeU = u.negate().relu();
        Value negativeV = v.negate().relu();
        Value positive = positiveU.square().sum(-2).multiply(positiveV.square().sum(-2));
        Value negative = negativeU.square().sum(-2).multiply(negativeV.square().sum(-2));
        Value larger = positive.greater(negative);
        return List.of(Value.select(larger, positiveU, negativeU), Value.select(larger, positiveV, negativeV));
    }
}
