package dev.factorizer.io.bundle;

import dev.factorizer.api.settings.SettingsWriter;
import java.util.Map;

/**
 * Which network the weights are for. This module knows no network: the settings are a tree that the
 * network's kind reads.
 *
 * @param kind the network's name, such as {@code factorizer}
 * @param settings its settings: texts, finite numbers, truth values, null, lists and maps of them
 */
public record NetworkDescription(String kind, Map<String, Object> settings) {
    /** Checks the name and copies the settings. */
    public NetworkDescription {
        if (kind.isBlank()) {
            throw new IllegalArgumentException("network: kind is empty, expected a name such as factorizer");
        }
        settings = SettingsWriter.copy("network.settings", settings);
    }
}
