/**
 * What a network is: layers that add operations under a path, their named parameters, and the traced program. Start with
 * {@link dev.factorizer.api.network.Layer} and {@link dev.factorizer.api.network.Program}. The networks themselves are in
 * the models module.
 */
package dev.factorizer.api.network;
