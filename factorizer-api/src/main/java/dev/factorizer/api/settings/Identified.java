package dev.factorizer.api.settings;

import java.util.Optional;

/** Something that decides numbers and may be able to say what it is: a network, a loss, an optimizer, a schedule. */
public interface Identified {
    /**
     * What it is and all its settings. A saved training is resumed only with parts whose identity is the saved one; one that
     * has none, as a lambda, can be trained with but not resumed.
     *
     * @return the identity; empty if it has none
     */
    default Optional<Identity> identity() {
        return Optional.empty();
    }
}
