package dev.factorizer.api.factorization;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.NamedOperands;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.SingularVectors;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.stream.Stream;

/**
 * The factors of matrices: X (…, M, N) → U (…, M, R), V (…, N, R). Inputs: X, for a drawn initialization u0 (M, R) and
 * v0 (N, R), for {@link Solver#WMU} optionally weights like X.
 *
 * @param settings solvers, rank, iterations
 */
public record FactorPair(Factorization settings) implements Composite, NamedOperands<FactorPair.Operand> {
    /** The inputs, in their order. */
    public enum Operand {
        /** The matrices (…, M, N). */
        X,
        /** The first u (M, R); for a drawn initialization. */
        START_U,
        /** The first v (N, R); for a drawn initialization. */
        START_V,
        /** How much each element counts, like X; optional. */
        WEIGHTS
    }

    @Override
    public List<Operand> operands(int inputs) {
        return Stream.of(Operand.values()).filter(operand -> settings.initialization().drawn()
                || operand != Operand.START_U && operand != Operand.START_V).limit(inputs).toList();
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        int most = operands(Operand.values().length).size();
        Inputs checked = Inputs.of(this, inputs).count(most - 1, most);
        Operands<Operand, Type> in = named(inputs);
        Type x = checked.rankAtLeast(in.index(Operand.X), 2);
        int rows = x.shape().size(-2);
        int columns = x.shape().size(-1);
        int rank = settings.rank().of(rows, columns);
        if (settings.initialization().drawn()) {
            checked.shape(in.index(Operand.START_U), "u0", Shape.of(rows, rank));
            checked.shape(in.index(Operand.START_V), "v0", Shape.of(columns, rank));
        }
        if (in.find(Operand.WEIGHTS).isPresent()) {
            checked.shape(in.index(Operand.WEIGHTS), "weight", x.shape());
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
        Operands<Operand, Value> in = named(inputs);
        Value x = in.get(Operand.X);
        List<Value> start = start(in);
        Value u = start.get(0);
        Value v = start.get(1);
        Value weight = in.find(Operand.WEIGHTS).orElse(null);
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

    private List<Value> start(Operands<Operand, Value> in) {
        Value x = in.get(Operand.X);
        List<Type> types = infer(in.values().stream().map(Value::type).toList());
        if (settings.initialization().drawn()) {
            return List.of(in.get(Operand.START_U).broadcastTo(types.get(0).shape()),
                    in.get(Operand.START_V).broadcastTo(types.get(1).shape()));
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
