package dev.factorizer.backend.jvm.kernels.factorization;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Solver;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** How one factor P follows from itself, a (the matrix times the other factor) and b (the other factor's columns times each other). */
sealed interface FactorRule permits ColumnRule, MultiplicativeRule, SemiRule, LeastSquaresRule, DescentRule {
    /** Vectors of all rules. */
    VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    /** ε of the update rules. */
    float EPSILON = (float) Factorization.EPSILON;

    /**
     * The rule of a solver.
     *
     * @param solver which; of {@link Solver#WMU} what it is without weights
     */
    static FactorRule of(Solver solver) {
        return switch (solver) {
            case MU, FMU, WMU -> new MultiplicativeRule();
            case SMU -> new SemiRule();
            case CD -> new ColumnRule(false);
            case HALS, NNCD -> new ColumnRule(true);
            case LS -> new LeastSquaresRule(false);
            case NNLS -> new LeastSquaresRule(true);
            case PROJECTED_GRADIENT -> new DescentRule(true);
            case GRADIENT -> new DescentRule(false);
        };
    }

    /**
     * Updates the factor at {@link FactorPlaces#factor}, where the old one lies.
     *
     * @param work the arrays
     * @param at where things lie in them
     */
    void update(FactorWork work, FactorPlaces at);

    /**
     * The gradients of a step that was kept.
     *
     * @param work the arrays; {@link FactorWork#coupling} gets the gradient of b
     * @param at where things lie in them
     * @param d the gradient of the new factor, replaced by that of the old one
     * @param da where the gradient of a goes
     */
    void pullBack(FactorWork work, FactorPlaces at, int d, int da);
}
