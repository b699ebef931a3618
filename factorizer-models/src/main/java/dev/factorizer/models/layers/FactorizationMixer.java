package dev.factorizer.models.layers;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Dematricize;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.operations.Matricize;
import dev.factorizer.api.tensor.Shape;

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
        Value matrices = at.apply("in_proj", new Linear(x.channels(), false), x).apply(new Matricize(layout)).relu();
        Value y = matrices.apply(new Factorize(factorization), starts(at, matrices.shape()))
                .apply(new Dematricize(layout, x.channels()));
        return new Dropout(dropout).apply(at, at.apply("out_proj", new Linear(x.channels(), true), y));
    }

    /** Start values of the factors, if they are drawn. */
    private Value[] starts(Scope at, Shape matrix) {
        if (!factorization.initialization().drawn()) {
            return new Value[0];
        }
        int rows = matrix.size(-2);
        int columns = matrix.size(-1);
        int rank = factorization.rank().of(rows, columns);
        return new Value[] {at.buffer("factorize.init.u0", Shape.of(rows, rank), factorization.initialization().ofU()),
            at.buffer("factorize.init.v0", Shape.of(columns, rank), factorization.initialization().ofV())};
    }
}
