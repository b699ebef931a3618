package dev.factorizer.api.branches;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.fusion.FusionPattern;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
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
import java.util.Collections;
import java.util.List;

/**
 * The first half of a Factorizer block: x + out(average(factorize(relu(windows(in(norm(x))))))). Inputs: x (B, C, S…),
 * norm weight (C), norm bias (C), in weight (C', C, 1), for a drawn initialization u0 and v0, out weight (C, C', 1), out
 * bias (C). Saves x (Ashtari et al. 2023, Fig. 3).
 *
 * @param epsilon of the norm
 * @param layout heads, windows, shifts
 * @param factorization the solver and its settings
 */
public record MixerBranch(double epsilon, Matricization layout, Factorization factorization) implements Composite {
    /** Found where it is written out by layers, with drawn start values and without. */
    static FusionPattern pattern() {
        return FusionPattern.of(Factorize.class, found -> new MixerBranch(found.only(LayerNorm.class).epsilon(),
                found.only(Matricize.class).layout(), found.only(Factorize.class).settings()),
                example(Initialization.UNIFORM), example(Initialization.SVD));
    }

    private static Decomposition example(Initialization start) {
        Matricization whole = new Matricization(1, List.of(1), List.of(1), List.of(List.of(0)));
        MixerBranch branch = new MixerBranch(0, whole, Factorization.of(Solver.HALS).withInitialization(start));
        List<Type> types = new ArrayList<>(List.of(Type.float32(1, 1, 1), Type.float32(1), Type.float32(1), Type.float32(1, 1, 1)));
        types.addAll(Collections.nCopies(branch.starts(), Type.float32(1, 1)));
        types.addAll(List.of(Type.float32(1, 1, 1), Type.float32(1)));
        return Decomposition.of(branch, types);
    }

    private int starts() {
        return factorization.initialization().drawn() ? 2 : 0;
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        int starts = starts();
        Inputs checked = Inputs.of(this, inputs).count(6 + starts);
        Type x = checked.rankAtLeast(0, 3);
        int channels = x.shape().size(1);
        checked.shape(1, "norm weight", Shape.of(channels));
        checked.shape(2, "norm bias", Shape.of(channels));
        Type projected = new ChannelLinear().infer(List.of(x, inputs.get(3))).getFirst();
        List<Type> factorized = new ArrayList<>(List.of(projected.withShape(layout.matrices(projected.shape()))));
        factorized.addAll(inputs.subList(4, 4 + starts));
        new Factorize(factorization).infer(factorized);
        Type y = new ChannelLinear().infer(List.of(projected, inputs.get(4 + starts), inputs.get(5 + starts))).getFirst();
        if (!y.equals(x)) {
            throw checked.mismatch("out weight gives " + y.shape() + ", expected the input's " + x.shape());
        }
        return List.of(x);
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        int starts = starts();
        Value x = inputs.getFirst();
        Value projected = x.apply(new LayerNorm(epsilon), inputs.get(1), inputs.get(2))
                .apply(new ChannelLinear(), inputs.get(3));
        Value y = projected.apply(new Matricize(layout)).relu()
                .apply(new Factorize(factorization), inputs.subList(4, 4 + starts).toArray(Value[]::new))
                .apply(new Dematricize(layout, projected.channels()));
        return List.of(x.add(y.apply(new ChannelLinear(), inputs.get(4 + starts), inputs.get(5 + starts))));
    }
}
