package dev.factorizer.api.factorization;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Eager;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.operations.Matricize;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of a nonnegative matrix factorization X ≈ U Vᵀ by alternating updates (Ashtari et al. 2023, section 3.1).
 *
 * @param solvers the steps of an iteration, in turn
 * @param rank how many components
 * @param iterations T, 0 or more
 * @param gradientSteps G: only the last G iterations are differentiated; with G above T the initialization too
 * @param initialization where the factors start
 */
public record Factorization(List<SolverStep> solvers, Rank rank, int iterations, int gradientSteps,
        Initialization initialization) {
    /** ε of the update rules (reference: 1e-16). */
    public static final double EPSILON = 1e-16;

    /** Checks the settings. */
    public Factorization {
        solvers = List.copyOf(solvers);
        if (solvers.isEmpty()) {
            throw new IllegalArgumentException("factorization: no solver, expected at least one");
        }
        if (iterations < 0 || gradientSteps < 0) {
            throw new IllegalArgumentException("factorization: " + iterations + " iterations and " + gradientSteps
                    + " gradient steps, expected 0 or more");
        }
    }

    /**
     * {@return a solver with the reference's defaults: rank 1, five iterations, all differentiated, uniform start}
     *
     * @param solver the solver
     */
    public static Factorization of(Solver solver) {
        return new Factorization(List.of(new SolverStep(solver, SolverStep.Half.BOTH)), new Rank.Fixed(1), 5, 5,
                Initialization.UNIFORM);
    }

    /**
     * {@return the same with a given rank}
     *
     * @param components R
     */
    public Factorization withRank(int components) {
        return new Factorization(solvers, new Rank.Fixed(components), iterations, gradientSteps, initialization);
    }

    /**
     * {@return the same with the rank from a compression ratio}
     *
     * @param ratio c
     */
    public Factorization withCompression(double ratio) {
        return new Factorization(solvers, new Rank.Compression(ratio), iterations, gradientSteps, initialization);
    }

    /**
     * {@return the same with other iterations, all of them differentiated} Fewer on a trained network is the paper's speed-up.
     *
     * @param count T
     */
    public Factorization withIterations(int count) {
        return new Factorization(solvers, rank, count, count, initialization);
    }

    /**
     * {@return the same with only the last iterations differentiated}
     *
     * @param count G
     */
    public Factorization withGradientSteps(int count) {
        return new Factorization(solvers, rank, iterations, count, initialization);
    }

    /**
     * {@return the same with another start}
     *
     * @param start the initialization
     */
    public Factorization withInitialization(Initialization start) {
        return new Factorization(solvers, rank, iterations, gradientSteps, start);
    }

    /**
     * {@return the same with another chain of solvers}
     *
     * @param steps the steps of an iteration
     */
    public Factorization withSolvers(List<SolverStep> steps) {
        return new Factorization(steps, rank, iterations, gradientSteps, initialization);
    }

    /**
     * Factorizes matrices immediately, for exploration, with seed 0.
     *
     * @param matrices (…, M, N)
     * @param backend where to compute
     * @return the factors
     */
    public Factors decompose(Tensor matrices, Backend backend) {
        return decompose(matrices, 0, backend);
    }

    /**
     * Factorizes matrices immediately, for exploration. All matrices start from the same factors.
     *
     * @param matrices (…, M, N), finite; negative numbers are approximated as well as the solver's factors can
     * @param seed where a drawn initialization comes from: the same seed gives the same factors
     * @param backend where to compute
     * @return the factors
     */
    public Factors decompose(Tensor matrices, long seed, Backend backend) {
        Tensor given = single(matrices);
        requireFinite(given);
        List<Tensor> arguments = new ArrayList<>(List.of(given));
        if (initialization.drawn()) {
            int rows = matrices.shape().size(-2);
            int columns = matrices.shape().size(-1);
            arguments.add(start("u0", initialization.ofU(), rows, rank.of(rows, columns), seed));
            arguments.add(start("v0", initialization.ofV(), columns, rank.of(rows, columns), seed));
        }
        List<Tensor> factors = Eager.on(backend).runAll(x -> x.getFirst().applyAll(new FactorPair(this),
                x.subList(1, x.size()).toArray(Value[]::new)), arguments.toArray(Tensor[]::new));
        return new Factors(matrices, single(factors.get(0)), single(factors.get(1)));
    }

    /** One NaN would be in all factors. */
    private static void requireFinite(Tensor matrices) {
        float[] values = matrices.toFloats();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("factorization: value " + i + " of the matrices " + matrices.shape() + " is "
                        + values[i] + ", expected finite numbers; replace it first");
            }
        }
    }

    /** Programs take float32; a backend that computes in double precision answers in it. */
    private static Tensor single(Tensor tensor) {
        return tensor.type().dataType() == DataType.FLOAT32 ? tensor : Tensor.of(tensor.shape(), tensor.toFloats());
    }

    private static Tensor start(String name, Initializer initializer, int size, int components, long seed) {
        Shape shape = Shape.of(size, components);
        return Tensor.of(shape, initializer.draw(seed, name, shape));
    }

    /**
     * Factorizes the matrices of images immediately, for exploration, with seed 0.
     *
     * @param images (B, C, S…), not negative
     * @param layout how an image falls into matrices
     * @param backend where to compute
     * @return the factors, and the way from each component back to an image
     */
    public ImageFactors decompose(Tensor images, Matricization layout, Backend backend) {
        return decompose(images, layout, 0, backend);
    }

    /**
     * Factorizes the matrices of images immediately, for exploration.
     *
     * @param images (B, C, S…), not negative
     * @param layout how an image falls into matrices
     * @param seed where a drawn initialization comes from: the same seed gives the same factors
     * @param backend where to compute; it must stay open for as long as images are asked for
     * @return the factors, and the way from each component back to an image
     */
    public ImageFactors decompose(Tensor images, Matricization layout, long seed, Backend backend) {
        Tensor matrices = Eager.on(backend).run(x -> x.getFirst().apply(new Matricize(layout)), single(images));
        return new ImageFactors(images, layout, decompose(matrices, seed, backend), backend);
    }
}
