/**
 * How a lowered graph runs: the team of threads, the arena, the step for each operation. Start with {@code Workers} for
 * how work is split; the arithmetic itself is in {@code kernels}.
 */
package dev.factorizer.backend.jvm.execution;
