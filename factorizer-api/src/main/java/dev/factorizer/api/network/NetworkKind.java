package dev.factorizer.api.network;

import dev.factorizer.api.settings.SettingsReader;

/**
 * How a kind of network is found: a module {@code provides} this, and {@code ServiceLoader} finds it.
 *
 * <pre>{@code
 * module com.example.unet {
 *     requires dev.factorizer.models;
 *     provides dev.factorizer.api.network.NetworkKind with com.example.unet.UNet.Kind;
 * }
 * }</pre>
 */
public interface NetworkKind {
    /** {@return the name used in bundles, such as {@code factorizer}} */
    String name();

    /**
     * Reads settings of this kind. They come from files; refuse what is impossible.
     *
     * @param settings what {@link NetworkSettings#toTree} made; what is not read is an error
     * @return the settings, validated
     * @throws IllegalArgumentException naming what is missing or out of range
     */
    NetworkSettings read(SettingsReader settings);
}
