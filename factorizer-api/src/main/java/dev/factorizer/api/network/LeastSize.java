package dev.factorizer.api.network;

/**
 * Something that settings of a network ask for, with the least it takes.
 *
 * @param unit what is counted
 * @param least how many there are at least
 * @param description what it is, such as {@code 72 blocks of at least 11 tensors}
 * @param settings the names of the settings that decide it, such as {@code encoderDepths and decoderDepths}
 */
public record LeastSize(Unit unit, long least, String description, String settings) {
    /** What is counted. */
    public enum Unit {
        /** Parameters and buffers. */
        TENSORS,
        /** Their elements. */
        VALUES
    }
}
