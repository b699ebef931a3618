package dev.factorizer.models.planning;

/**
 * What a training of a fold is expected to take.
 *
 * @param bytes of memory, the whole process
 * @param stepSeconds an update
 * @param updates how many there are
 * @param validations how many there are
 * @param validationSeconds one of them
 * @param seconds all of it
 */
public record ExpectedCost(long bytes, double stepSeconds, int updates, int validations, double validationSeconds, double seconds) { }
