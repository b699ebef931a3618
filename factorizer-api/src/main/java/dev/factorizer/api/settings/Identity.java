package dev.factorizer.api.settings;

import java.util.Map;

/**
 * What something is, as data: its kind and its settings. Two things of equal identity compute the same numbers, in every run
 * and in every release that gives them this identity.
 *
 * @param kind a name such as {@code adamW}; for those of other projects with a prefix of their own
 * @param settings all that decides its numbers, none of it named {@code kind}
 */
public record Identity(String kind, Map<String, Object> settings) {
    private static final String KIND = "kind";

    /** Checks the names and copies the settings. */
    public Identity {
        if (kind.isBlank()) {
            throw new IllegalArgumentException("identity: kind is empty, expected a name such as adamW");
        }
        if (settings.containsKey(KIND)) {
            throw new IllegalArgumentException("identity: " + kind + " has a setting named kind, expected another name");
        }
        settings = SettingsWriter.copy(kind, settings);
    }

    /**
     * Something that has no settings.
     *
     * @param kind its name
     */
    public Identity(String kind) {
        this(kind, Map.of());
    }

    /** {@return the identity as a tree: its kind, then its settings} */
    public Map<String, Object> toTree() {
        SettingsWriter tree = new SettingsWriter().put(KIND, kind);
        settings.forEach(tree::put);
        return tree.toTree();
    }
}
