package dev.factorizer.backend.jvm.kernels.factorization;

/**
 * Half a step of an iteration: one factor follows from the other.
 *
 * @param rule how
 * @param left whether U is updated, else V
 * @param places where things lie
 * @param other where the other factor lies
 * @param da where the gradient of a goes; below 0 where the half step is not differentiated
 */
record HalfStep(FactorRule rule, boolean left, FactorPlaces places, int other, int da) {
    boolean differentiated() {
        return da >= 0;
    }
}
