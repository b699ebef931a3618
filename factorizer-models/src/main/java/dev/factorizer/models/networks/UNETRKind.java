package dev.factorizer.models.networks;

import dev.factorizer.api.network.NetworkKind;
import dev.factorizer.api.settings.SettingsReader;

/** How bundles find a {@link UNETR}. */
public final class UNETRKind implements NetworkKind {
    static final String NAME = "unetr";

    /** Made by {@code ServiceLoader}. */
    public UNETRKind() { }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public UNETR.Settings read(SettingsReader read) {
        only(read, "layers", UNETR.LAYERS);
        only(read, "patch", UNETR.PATCH);
        return new UNETR.Settings(read.integer("inputChannels"), read.integer("outputChannels"), read.integers("spatialSize"),
                read.integer("width"), read.integer("hidden"), read.integer("mlpWidth"), read.integer("heads"));
    }

    /** A choice that this network leaves no other value for; a file may state it. */
    private static void only(SettingsReader read, String setting, int value) {
        if (read.has(setting) && read.integer(setting) != value) {
            throw read.mismatch(setting, "" + value);
        }
    }
}
