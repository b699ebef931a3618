package dev.factorizer.api.factorization;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How one factor is updated from the other. Formulas: the U half, a = X V, b = VᵀV, ε = 1e-16. */
public enum Solver {
    /** Multiplicative update (U ⊙ a + ε) / (U b + ε). */
    MU("mu"),
    /** The values of {@link #MU}; the reference contracts them in another way. */
    FMU("fmu"),
    /** Weighted multiplicative update with weights W like X: (U ⊙ (W ⊙ X) V + ε) / ((W ⊙ U Vᵀ) V + ε). */
    WMU("wmu"),
    /** Semi-NMF: U ⊙ √((a⁺ + U b⁻ + ε) / (a⁻ + U b⁺ + ε)). */
    SMU("smu"),
    /** Coordinate descent, column by column: (a_r − Σ_{s≠r} U_s b_sr + ε) / (b_rr + ε). */
    CD("cd"),
    /** Hierarchical alternating least squares: {@link #CD} with each column made nonnegative as it is updated. */
    HALS("hals"),
    /** Another name of {@link #HALS}. */
    NNCD("nncd"),
    /** Least squares, X pinv(V)ᵀ; a singular VᵀV is an error. */
    LS("ls"),
    /** {@link #LS} made nonnegative. */
    NNLS("nnls"),
    /** Gradient descent with the best step, made nonnegative. */
    PROJECTED_GRADIENT("projectedGradient"),
    /** Gradient descent with the best step. */
    GRADIENT("gradient");

    private final String label;

    Solver(String label) {
        this.label = label;
    }

    /** {@return the name in settings, that of the reference where it has one} */
    public String label() {
        return label;
    }

    /**
     * A solver by its name in settings.
     *
     * @param label the name
     * @return the solver
     */
    public static Solver of(String label) {
        return Arrays.stream(values()).filter(solver -> solver.label.equalsIgnoreCase(label)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("solver \"" + label.toLowerCase(Locale.ROOT)
                        + "\" is unknown, expected one of " + Arrays.stream(values()).map(Solver::label)
                                .collect(Collectors.joining(", "))));
    }
}
