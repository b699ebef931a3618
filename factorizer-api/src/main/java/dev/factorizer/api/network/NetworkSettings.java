package dev.factorizer.api.network;

import dev.factorizer.api.settings.Identity;
import java.util.List;
import java.util.Map;

/**
 * A network as the rest of the product sees it: a record of settings that says what goes in, what comes out, and how to build
 * it. With it a network can be bundled, imported, exported, resumed and used to segment; a {@link NetworkKind} reads it back.
 */
public interface NetworkSettings {
    /** {@return the name under which its {@link NetworkKind} is found, such as {@code factorizer}} */
    String kind();

    /**
     * {@return the network, which takes (B, {@link #inputChannels}, {@link #window}…); its first result is (B, {@link
     * #outputChannels}, {@link #window}…)}
     */
    Network network();

    /** {@return the number of channels of an image, at least 1} */
    int inputChannels();

    /** {@return the number of channels of a result, one per region, at least 1} */
    int outputChannels();

    /**
     * {@return the size of the images that it runs on, for each of 1 to 3 axes} Larger images are cut into windows of this
     * size; a network of two axes sees a volume slice by slice.
     */
    List<Integer> window();

    /**
     * {@return all settings as a tree for the {@link NetworkKind}: texts, finite numbers, truth values, null, lists and
     * maps of them}
     */
    Map<String, Object> toTree();

    /**
     * Lower bounds of what the settings require, as far as known without building the network. Settings from a file are compared
     * with their weights before the network is built, so that a few bytes can't cause hours of work. Even without bounds, tracing
     * stops at far more tensors than there are weights.
     *
     * @return lower bounds; none unless overridden
     */
    default List<LeastSize> leastSizes() {
        return List.of();
    }

    /**
     * Further names of tensors. Where a network of the reference holds a layer in two places, its state dicts have the layer's
     * tensors under two names. Weights are imported under either; a bundle and a program have each tensor once.
     *
     * @return the name of a parameter or buffer by each further name; none unless overridden
     */
    default Map<String, String> sharedNames() {
        return Map.of();
    }

    /** {@return what the network is, as data: its kind and its settings} */
    default Identity identity() {
        return new Identity(kind(), toTree());
    }
}
