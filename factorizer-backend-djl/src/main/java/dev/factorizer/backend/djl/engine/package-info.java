/**
 * PyTorch's native library: which one there is, loading it without a call to anywhere, modules and tensors on it. All uses of
 * DJL's own classes are here and in {@code execution}. Start with {@link dev.factorizer.backend.djl.engine.NativeLibrary}.
 */
package dev.factorizer.backend.djl.engine;
