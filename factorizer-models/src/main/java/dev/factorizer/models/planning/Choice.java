package dev.factorizer.models.planning;

import dev.factorizer.io.files.Printable;

/**
 * Something that was chosen, and why.
 *
 * @param key the path of the setting in a recipe's file, such as {@code network.widths}
 * @param value what was chosen, in a few words
 * @param reason one sentence
 */
public record Choice(String key, String value, String reason) {
    /** Makes what comes from files printable. */
    public Choice {
        value = Printable.of(value);
        reason = Printable.of(reason);
    }
}
