package dev.factorizer.models.planning;

/**
 * How a training is divided, and how long it takes.
 *
 * @param epochs how many
 * @param stepsPerEpoch updates in each
 * @param validateEvery epochs between two validations
 * @param stepSeconds the time of an update
 * @param validationSeconds the time of a validation
 */
record TrainingLength(int epochs, int stepsPerEpoch, int validateEvery, double stepSeconds, double validationSeconds) {
    /** As long as nothing limits the time. */
    static final int USUAL_UPDATES = 10_000;
    /** Shorter epochs would only make more lines. */
    private static final int LEAST_STEPS = 50;
    private static final int MOST_VALIDATIONS = 20;
    /** Of the time. */
    private static final double VALIDATING = 0.05;
    /** Of the time, for reading cases, and for steps that are slower than the one that was timed. */
    static final double SPARE = 0.05;

    /**
     * As many updates as fit into a time, at least one.
     *
     * @param seconds how long it may take; infinite for {@link #USUAL_UPDATES} updates
     * @param passSteps updates in which each case is seen once
     */
    static TrainingLength of(double seconds, int passSteps, double stepSeconds, double validationSeconds) {
        int validations = (int) Math.clamp(VALIDATING * seconds / validationSeconds, 1.0, MOST_VALIDATIONS);
        int updates = updates(seconds, stepSeconds, validationSeconds);
        int stepsPerEpoch = Math.min(updates, Math.max(passSteps, LEAST_STEPS));
        int epochs = updates / stepsPerEpoch;
        return new TrainingLength(epochs, updates / epochs, Math.ceilDiv(epochs, validations), stepSeconds, validationSeconds);
    }

    /** How many updates fit into a time, at least one. */
    static int updates(double seconds, double stepSeconds, double validationSeconds) {
        if (Double.isInfinite(seconds)) {
            return USUAL_UPDATES;
        }
        int validations = (int) Math.clamp(VALIDATING * seconds / validationSeconds, 1.0, MOST_VALIDATIONS);
        return (int) Math.clamp((seconds * (1 - SPARE) - validations * validationSeconds) / stepSeconds, 1.0, Integer.MAX_VALUE);
    }

    int updates() {
        return epochs * stepsPerEpoch;
    }

    int validations() {
        return Math.ceilDiv(epochs, validateEvery);
    }

    double seconds() {
        return (updates() * stepSeconds + validations() * validationSeconds) / (1 - SPARE);
    }
}
