package dev.factorizer.api.network;

import dev.factorizer.api.settings.Identity;
import java.util.List;
import java.util.Map;

/**
 * What a network is to the rest of the product: a record of settings that says what goes in, what comes out, and how it is
 * built again. With it a network can be bundled, imported, exported, segmented with and resumed; a {@link NetworkKind} reads
 * it back.
 */
public interface NetworkSettings {
    /**
     * The name of its kind, under which a {@link NetworkKind} is found.
     *
     * @return a name such as {@code factorizer}
     */
    String kind();

    /**
     * The network.
     *
     * @return a network that takes (B, {@link #inputChannels}, {@link #window}…) and gives, first of all, (B, {@link
     *     #outputChannels}, {@link #window}…)
     */
    Network network();

    /**
     * The number of channels of an image.
     *
     * @return at least 1
     */
    int inputChannels();

    /**
     * The number of channels of a result: one for each region that is found.
     *
     * @return at least 1
     */
    int outputChannels();

    /**
     * The size of the images that it is run on: larger ones are cut into windows of this size.
     *
     * @return a size for each of 1 to 3 axes; a network of two axes sees a volume slice by slice
     */
    List<Integer> window();

    /**
     * All settings as a tree, which the {@link NetworkKind} reads.
     *
     * @return texts, finite numbers, truth values, null, lists and maps of them
     */
    Map<String, Object> toTree();

    /**
     * What the settings ask for at least, as far as it is known without building the network. Settings from a file are held
     * against the weights that come with them before the network is built, so that a few bytes can't ask for work of hours.
     * However this is answered, tracing stops at far more tensors than there are.
     *
     * @return lower bounds; none unless overridden
     */
    default List<LeastSize> leastSizes() {
        return List.of();
    }

    /**
     * What the network is, as data.
     *
     * @return its kind and its settings
     */
    default Identity identity() {
        return new Identity(kind(), toTree());
    }
}
