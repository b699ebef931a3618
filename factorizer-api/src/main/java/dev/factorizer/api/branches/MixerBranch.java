package dev.factorizer.api.branches;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.fusion.FusionPattern;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.NamedOperands;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.Decomposition;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.Dematricize;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.operations.Matricize;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The first half of a Factorizer block: x + out(average(factorize(relu(windows(in(norm(x))))))). Inputs: x (B, C, S…),
 * norm weight (C), norm bias (C), in weight (C', C, 1), for a drawn initialization u0 and v0, out weight (C, C', 1), out
 * bias (C), named by {@link Operand}. Saves x (Ashtari et al. 2023, Fig. 3).
 *
 * @param epsilon of the norm
 * @param layout heads, windows, shifts
 * @param factorization the solver and its settings
 */
public record MixerBranch(double epsilon, Matricization layout, Factorization factorization)
        implements Composite, NamedOperands<MixerBranch.Operand> {
    /** The inputs, in their order. */
    public enum Operand {
        /** The image (B, C, S…). */
        X,
        /** Weight of the norm (C). */
        NORM_WEIGHT,
        /** Bias of the norm (C). */
        NORM_BIAS,
        /** The linear map before the factorization (C', C, 1). */
        IN_WEIGHT,
        /** The first u (M, R); for a drawn initialization. */
        START_U,
        /** The first v (N, R); for a drawn initialization. */
        START_V,
        /** The linear map after the factorization (C, C', 1). */
        OUT_WEIGHT,
        /** Bias of the map after the factorization (C). */
        OUT_BIAS
    }

    private static final List<Operand> STARTS = List.of(Operand.START_U, Operand.START_V);

    @Override
    public List<Operand> operands(int inputs) {
        return Stream.of(Operand.values()).filter(operand -> factorization.initialization().drawn()
                || !STARTS.contains(operand)).toList();
    }

    /** Found where it is written out by layers, with drawn start values and without. */
    static FusionPattern pattern() {
        return FusionPattern.of(Factorize.class, found -> new MixerBranch(found.only(LayerNorm.class).epsilon(),
                found.only(Matricize.class).layout(), found.only(Factorize.class).settings()),
                example(Initialization.UNIFORM), example(Initialization.SVD));
    }

    private static Decomposition example(Initialization start) {
        Matricization whole = new Matricization(1, List.of(1), List.of(1), List.of(List.of(0)));
        MixerBranch branch = new MixerBranch(0, whole, Factorization.of(Solver.HALS).withInitialization(start));
        return Decomposition.of(branch, branch.operands(0).stream().map(operand -> switch (operand) {
            case X, IN_WEIGHT, OUT_WEIGHT -> Type.float32(1, 1, 1);
            case START_U, START_V -> Type.float32(1, 1);
            case NORM_WEIGHT, NORM_BIAS, OUT_BIAS -> Type.float32(1);
        }).toList());
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(operands(inputs.size()).size());
        Operands<Operand, Type> in = named(inputs);
        Type x = checked.rankAtLeast(in.index(Operand.X), 3);
        Shape channels = Shape.of(x.shape().size(1));
        checked.shape(in.index(Operand.NORM_WEIGHT), "norm weight", channels);
        checked.shape(in.index(Operand.NORM_BIAS), "norm bias", channels);
        Type projected = new ChannelLinear().infer(List.of(x, in.get(Operand.IN_WEIGHT))).getFirst();
        List<Type> factorized = new ArrayList<>(List.of(projected.withShape(layout.matrices(projected.shape()))));
        factorized.addAll(in.among(STARTS));
        new Factorize(factorization).infer(factorized);
        Type y = new ChannelLinear().infer(List.of(projected, in.get(Operand.OUT_WEIGHT), in.get(Operand.OUT_BIAS))).getFirst();
        if (!y.equals(x)) {
            throw checked.mismatch("out weight gives " + y.shape() + ", expected the input's " + x.shape());
        }
        return List.of(x);
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Operands<Operand, Value> in = named(inputs);
        Value x = in.get(Operand.X);
        Value projected = x.apply(new LayerNorm(epsilon), in.get(Operand.NORM_WEIGHT), in.get(Operand.NORM_BIAS))
                .apply(new ChannelLinear(), in.get(Operand.IN_WEIGHT));
        Value y = projected.apply(new Matricize(layout)).relu()
                .apply(new Factorize(factorization), in.among(STARTS).toArray(Value[]::new))
                .apply(new Dematricize(layout, projected.channels()));
        return List.of(x.add(y.apply(new ChannelLinear(), in.get(Operand.OUT_WEIGHT), in.get(Operand.OUT_BIAS))));
    }
}
