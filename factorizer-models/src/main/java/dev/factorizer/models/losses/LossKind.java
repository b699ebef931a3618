package dev.factorizer.models.losses;

import dev.factorizer.api.settings.SettingsReader;

/**
 * How a kind of loss of another project is found by its name in a recipe: a module {@code provides} this, and {@code ServiceLoader}
 * finds it.
 */
public interface LossKind {
    /** {@return the name used in recipes, with a prefix of the project, such as {@code com.example.boundary}} */
    String name();

    /**
     * Reads settings of this kind.
     *
     * @param settings what the loss's {@link Loss#identity} wrote, without the kind; what is not read is an error
     * @return the loss, whose identity has this name
     * @throws IllegalArgumentException naming what is missing or out of range
     */
    Loss read(SettingsReader settings);
}
