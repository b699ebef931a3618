package dev.factorizer.api.factorization;

/**
 * A solver and which factors it updates: one link of the chain that makes an iteration.
 *
 * @param solver how
 * @param half which factors
 */
public record SolverStep(Solver solver, Half half) {
    /** Which factors a step updates. */
    public enum Half {
        /** First U, then V with the new U. */
        BOTH,
        /** Only U; written {@code -0}. */
        ONLY_U,
        /** Only V; written {@code -1}. */
        ONLY_V
    }

    /**
     * A step as settings write it: {@code hals}, {@code hals-0}, {@code mu-1}.
     *
     * @param text the name
     * @return the step
     */
    public static SolverStep of(String text) {
        if (text.endsWith("-0")) {
            return new SolverStep(Solver.of(text.substring(0, text.length() - 2)), Half.ONLY_U);
        }
        if (text.endsWith("-1")) {
            return new SolverStep(Solver.of(text.substring(0, text.length() - 2)), Half.ONLY_V);
        }
        return new SolverStep(Solver.of(text), Half.BOTH);
    }

    /** {@return the name in settings, as {@link #of} reads it} */
    public String label() {
        return solver.label() + switch (half) {
            case BOTH -> "";
            case ONLY_U -> "-0";
            case ONLY_V -> "-1";
        };
    }
}
