/**
 * Layers, networks, losses, optimizers, training and sliding-window inference, written with the operations of the API. Knows
 * no backend: whoever runs a network brings one.
 */
module dev.factorizer.models {
    requires transitive dev.factorizer.api;

    exports dev.factorizer.models.layers;
    exports dev.factorizer.models.networks;
}
