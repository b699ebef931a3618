package dev.factorizer.api.factorization;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Eager;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;

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
     * A solver with the reference's defaults: rank 1, five iterations, all differentiated, uniform start.
     *
     * @param solver the solver
     * @return the settings
     */
    public static Factorization of(Solver solver) {
        return new Factorization(List.of(new SolverStep(solver, SolverStep.Half.BOTH)), new Rank.Fixed(1), 5, 5,
                Initialization.UNIFORM);
    }

    /**
     * The same with a given rank.
     *
     * @param components R
     * @return the settings
     */
    public Factorization rank(int components) {
        return new Factorization(solvers, new Rank.Fixed(components), iterations, gradientSteps, initialization);
    }

    /**
     * The same with the rank from a compression ratio.
     *
     * @param ratio c
     * @return the settings
     */
    public Factorization compression(double ratio) {
        return new Factorization(solvers, new Rank.Compression(ratio), iterations, gradientSteps, initialization);
    }

    /**
     * The same with other iterations, all of them differentiated. Fewer on a trained network is the paper's speed-up.
     *
     * @param count T
     * @return the settings
     */
    public Factorization iterations(int count) {
        return new Factorization(solvers, rank, count, count, initialization);
    }

    /**
     * The same with only the last iterations differentiated.
     *
     * @param count G
     * @return the settings
     */
    public Factorization gradientSteps(int count) {
        return new Factorization(solvers, rank, iterations, count, initialization);
    }

    /**
     * The same with another start.
     *
     * @param start the initialization
     * @return the settings
     */
    public Factorization initialization(Initialization start) {
        return new Factorization(solvers, rank, iterations, gradientSteps, start);
    }

    /**
     * The same with another chain of solvers.
     *
     * @param steps the steps of an iteration
     * @return the settings
     */
    public Factorization solvers(List<SolverStep> steps) {
        return new Factorization(steps, rank, iterations, gradientSteps, initialization);
    }

    /**
     * Factorizes matrices at once: for exploring. Start values of a drawn initialization come from seed 0.
     *
     * @param matrices (…, M, N)
     * @param backend where to compute
     * @return the factors, on the host
     */
    public Factors decompose(Tensor matrices, Backend backend) {
        Shape shape = matrices.shape();
        int rows = shape.size(-2);
        int columns = shape.size(-1);
        int components = rank.of(rows, columns);
        Eager eager = Eager.on(backend);
        List<Tensor> factors;
        if (initialization.drawn()) {
            SplittableRandom random = new SplittableRandom(0);
            boolean normalU = initialization == Initialization.NORMAL || initialization == Initialization.NORMAL_UNIFORM;
            boolean normalV = initialization == Initialization.NORMAL || initialization == Initialization.UNIFORM_NORMAL;
            Tensor u0 = draw(random, normalU, rows, components);
            Tensor v0 = draw(random, normalV, columns, components);
            factors = eager.runAll(x -> x.get(0).applyAll(new FactorPair(this), x.get(1), x.get(2)), matrices, u0, v0);
        } else {
            factors = eager.runAll(x -> x.get(0).applyAll(new FactorPair(this)), matrices);
        }
        return new Factors(matrices, factors.get(0), factors.get(1));
    }

    private static Tensor draw(SplittableRandom random, boolean normal, int rows, int columns) {
        float[] values = new float[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < values.length; i++) {
            values[i] = normal ? (float) random.nextGaussian() : random.nextInt(1 << 24) * 0x1p-24f;
        }
        return Tensor.of(values, rows, columns);
    }
}
