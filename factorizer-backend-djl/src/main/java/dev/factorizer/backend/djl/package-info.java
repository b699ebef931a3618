/**
 * The backend {@code djl} as others see it: its provider. Start with {@link
 * dev.factorizer.backend.djl.DjlBackendProvider}; how a graph becomes TorchScript is in {@code script}, how it runs in {@code
 * execution}, PyTorch's library in {@code engine}.
 */
package dev.factorizer.backend.djl;
