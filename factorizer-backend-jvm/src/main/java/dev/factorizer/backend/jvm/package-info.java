/**
 * The backend {@code jvm} as others see it: its provider. Start with {@link
 * dev.factorizer.backend.jvm.JvmBackendProvider}; how a graph runs is in {@code execution}, the arithmetic in {@code
 * kernels}.
 */
package dev.factorizer.backend.jvm;
