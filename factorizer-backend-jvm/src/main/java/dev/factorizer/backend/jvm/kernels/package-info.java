/**
 * What a kernel is to the rest of the backend: {@link dev.factorizer.backend.jvm.kernels.NativeKernel} for a composite, {@link
 * dev.factorizer.backend.jvm.kernels.NativeGradient} for its gradients. The list of them is {@code NativeKernels} in {@code
 * execution}, which also binds primitives.
 *
 * <p>The arithmetic is in the packages below, by subject. Hot loops run on small {@code float[]} arrays in cache, native memory
 * is touched only at their edges, and every loop is split in a way that does not depend on the number of threads. Start with
 * {@code products.Gemm} for matrix products and {@code factorization.MatrixFactorization} for the factorization.
 */
package dev.factorizer.backend.jvm.kernels;
