package dev.factorizer.models.optimizers;

import dev.factorizer.api.settings.SettingsReader;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Optimizers by the names that their identities have. */
public final class OptimizerKinds {
    private static final Map<String, Function<SettingsReader, Optimizer>> ALL = new TreeMap<>(Map.of(
            "adam", Adam::read,
            "adamW", AdamW::read,
            "stochasticGradientDescent", StochasticGradientDescent::read));

    private OptimizerKinds() { }

    /**
     * Reads what the identity of an optimizer wrote.
     *
     * @param read its kind and its settings; all but the learning rate may be left out
     * @return the optimizer
     * @throws IllegalArgumentException naming what is missing, unknown or out of range
     */
    public static Optimizer read(SettingsReader read) {
        return read.choice("kind", ALL).apply(read);
    }
}
