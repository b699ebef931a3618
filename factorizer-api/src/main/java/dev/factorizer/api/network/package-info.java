/**
 * What a network is: layers that add operations under a path, their named parameters, and the traced program. Start with
 * {@link dev.factorizer.api.network.Layer} and {@link dev.factorizer.api.network.Program}. What a network is to bundles and
 * commands is {@link dev.factorizer.api.network.NetworkSettings}, and {@link dev.factorizer.api.network.NetworkKinds} finds
 * its kind. The networks themselves are in the models module, or in yours.
 */
package dev.factorizer.api.network;
