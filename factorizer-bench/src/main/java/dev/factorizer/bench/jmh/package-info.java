/**
 * JMH benchmarks of the pieces of a network, each in the variants a backend offers. Start with {@link
 * dev.factorizer.bench.jmh.PieceBenchmark}; what a piece is stands in {@link dev.factorizer.bench.jmh.Piece}. Comparisons
 * with PyTorch are in the folder {@code versus}.
 */
package dev.factorizer.bench.jmh;
