/**
 * How a lowered graph runs: the arena, and the step for each operation. Start with {@link
 * dev.factorizer.backend.jvm.execution.JvmExecutable}; how work is split is in {@code threads}, the arithmetic in {@code
 * kernels}.
 */
package dev.factorizer.backend.jvm.execution;
