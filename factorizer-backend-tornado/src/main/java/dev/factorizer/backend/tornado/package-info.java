/**
 * The backend {@code tornado} as others see it: its provider. Start with {@link
 * dev.factorizer.backend.tornado.TornadoBackendProvider}; how a graph becomes tasks is in {@code taskgraphs}, the arithmetic in
 * {@code kernels}, what runs tasks on a device behind {@code runtime}.
 */
package dev.factorizer.backend.tornado;
