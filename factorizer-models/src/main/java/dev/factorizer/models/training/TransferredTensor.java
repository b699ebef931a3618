package dev.factorizer.models.training;

import dev.factorizer.api.tensor.Shape;

/**
 * What became of one tensor when weights were transferred.
 *
 * @param name its name in the state dict
 * @param shape its shape, in the network that is trained, or in the source if it was left out
 * @param origin where its numbers are from
 * @param detail more about it, such as which channels; may be empty
 */
public record TransferredTensor(String name, Shape shape, Origin origin, String detail) {
    /** Where the numbers of a tensor are from. */
    public enum Origin {
        /** From the source, unchanged. */
        COPIED("copied"),
        /** From the source, but for other channels or regions. */
        ADAPTED("adapted"),
        /** Drawn, as for a training from nothing. */
        NEW("new"),
        /** In the source only. */
        LEFT_OUT("left out");

        private final String word;

        Origin(String word) {
            this.word = word;
        }

        /** {@return the word for it in a table} */
        public String word() {
            return word;
        }
    }
}
