package dev.factorizer.models.layers;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.Dematricize;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.operations.Matricize;
import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The Factorizer's context module: a linear map, the image as matrices, ReLU, their nonnegative factorization, the image
 * again, a linear map, dropout: (B, C, S…) → (B, C, S…) (Ashtari et al. 2023, Fig. 3). Parameters under {@code in_proj} and
 * {@code out_proj}, start values of the factors {@code factorize.init.u0} (M, R) and {@code factorize.init.v0} (N, R).
 *
 * @param windows which voxels share a matrix
 * @param factorization solver, rank, iterations
 * @param dropout the probability that an element is dropped in training
 */
public record FactorizationMixer(Windows windows, Factorization factorization, double dropout) implements Layer {
    /** Checks the settings. */
    public FactorizationMixer {
        Bounds.share("factorization mixer", "dropout", dropout);
    }

    /**
     * Without dropout.
     *
     * @param windows which voxels share a matrix
     * @param factorization solver, rank, iterations
     */
    public FactorizationMixer(Windows windows, Factorization factorization) {
        this(windows, factorization, 0);
    }

    @Override
    public Value apply(Scope at, Value x) {
        Matricization layout = windows.layout(x.shape());
        List<Value> parameters = parameters(at, x.shape());
        int last = parameters.size();
        Value[] starts = parameters.subList(1, last - 2).toArray(Value[]::new);
        Value matrices = x.apply(new ChannelLinear(), parameters.getFirst()).apply(new Matricize(layout)).relu();
        Value y = matrices.apply(new Factorize(factorization), starts).apply(new Dematricize(layout, x.channels()))
                .apply(new ChannelLinear(), parameters.get(last - 2), parameters.get(last - 1));
        return new Dropout(dropout).apply(at, y);
    }

    /** In weight, start values of the factors if they are drawn, out weight, out bias. */
    List<Value> parameters(Scope at, Shape image) {
        int channels = image.size(1);
        List<Value> parameters = new ArrayList<>(new Linear(channels, false).parameters(at.child("in_proj"), channels));
        if (factorization.initialization().drawn()) {
            Shape matrix = windows.layout(image).matrices(image);
            int rows = matrix.size(-2);
            int columns = matrix.size(-1);
            int rank = factorization.rank().of(rows, columns);
            parameters.add(at.buffer("factorize.init.u0", Shape.of(rows, rank), factorization.initialization().ofU()));
            parameters.add(at.buffer("factorize.init.v0", Shape.of(columns, rank), factorization.initialization().ofV()));
        }
        parameters.addAll(new Linear(channels, true).parameters(at.child("out_proj"), channels));
        return parameters;
    }
}
